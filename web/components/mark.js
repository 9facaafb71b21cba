// The mark in front of a state.  Each tone has a shape of its own, so that
// nothing is told by colour alone.

import { html } from "../html.js";

/** @type {Record<import("../types").Tone, () => object>} */
const SHAPES = {
  good: () => html`<circle cx="8" cy="8" r="6" fill="currentColor" />`,
  calm: () => html`<circle cx="8" cy="8" r="4.75" fill="none" stroke="currentColor" stroke-width="2.5" />`,
  bad: () => html`<path d="M3.5 3.5l9 9M12.5 3.5l-9 9" stroke="currentColor" stroke-width="3" stroke-linecap="round" />`,
  warn: () => html`<path d="M8 1.5L15 14H1z" fill="currentColor" />`,
  idle: () => html`<path d="M3.5 8h9" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" />`,
};

/** @param {{ tone: import("../types").Tone }} props */
export function Mark({ tone }) {
  return html`<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">${SHAPES[tone]()}</svg>`;
}
