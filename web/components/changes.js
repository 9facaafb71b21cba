// The last changes of state, newest first.

import { html } from "../html.js";
import { t } from "../i18n.js";
import { firstPictureAt } from "../state.js";
import { changeMeaning, stateTone } from "../words.js";
import { Moment } from "./moment.js";

/** @param {{ transitions: import("../types").Transition[] }} props */
export function Changes({ transitions }) {
  return html`
    <section class="changes">
      <h2>${t("ui-changes")}</h2>
      ${transitions.length
        ? html`<ol>${transitions.map((change) => html`<${Change} key=${change.at + change.instance} change=${change} />`)}</ol>`
        : html`<p class="none">${t("ui-changes-none")}</p>`}
    </section>
  `;
}

/** @param {{ change: import("../types").Transition }} props */
function Change({ change: { at, instance, from, to, priority } }) {
  const isNew = Date.parse(at) > Date.parse(firstPictureAt.value);
  return html`
    <li data-new=${isNew}>
      <p class="change-head">
        <b>${instance}</b>
        <${Moment} at=${at} precise />
        <span class="change-states">
          <span data-tone=${stateTone(from)}>${from ?? "–"}</span>
          <span class="arrow" role="img" aria-label=${t("ui-change-arrow")}>→</span>
          <strong data-tone=${stateTone(to)}>${to}</strong>
        </span>
      </p>
      <p class="change-words">
        ${t(changeMeaning(from, to))} <span>${t("ui-change-priority", { priority })}</span>
      </p>
    </li>
  `;
}
