// A node that somebody has taken out of service: what looks like a failure is
// meant.

import { html } from "../html.js";
import { t } from "../i18n.js";
import { Mark } from "./mark.js";
import { Moment } from "./moment.js";

/** @param {{ drained: import("../types").Drained }} props */
export function Drained({ drained: { since, author, is_drill } }) {
  return html`
    <p class="engine" data-tone="bad">
      <${Mark} tone="bad" />
      <strong>${t("ui-drained")}</strong>
      <span>${t(is_drill ? "ui-drained-drill" : "ui-drained-by", { author })}</span>
      <span>${t("ui-since")} <${Moment} at=${since} /></span>
    </p>
  `;
}
