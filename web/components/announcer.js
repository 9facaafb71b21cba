// Tells screen readers what changed, in sentences and not in numbers.

import { html } from "../html.js";
import { t } from "../i18n.js";
import { spoken } from "../state.js";

export function Announcer() {
  const text = spoken.value.map(({ id, args }) => t(id, args)).join(" ");
  return html`<p class="unseen" role="status" aria-live="polite">${text}</p>`;
}
