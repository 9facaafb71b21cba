// The theme switch's pictures.

import { html } from "../html.js";

/** @param {{ children: object }} props */
function Icon({ children }) {
  return html`
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor"
      stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">${children}</svg>
  `;
}

export const AutoIcon = () => html`
  <${Icon}><circle cx="8" cy="8" r="5.5" /><path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" /><//>
`;

export const SunIcon = () => html`
  <${Icon}>
    <circle cx="8" cy="8" r="2.75" />
    <path d="M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7" />
  <//>
`;

export const MoonIcon = () => html`
  <${Icon}><path d="M13 9.6A5.5 5.5 0 0 1 6.4 3a5.5 5.5 0 1 0 6.6 6.6z" /><//>
`;
