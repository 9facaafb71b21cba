// Whether Keepalived runs: quiet when it does, loud when it does not.

import { html } from "../html.js";
import { t } from "../i18n.js";
import { Mark } from "./mark.js";

/** @param {{ keepalived: import("../types").NodeState["keepalived"] }} props */
export function Engine({ keepalived: { running, pid } }) {
  const tone = running ? "good" : "bad";
  return html`
    <p class="engine" data-tone=${tone}>
      <${Mark} tone=${tone} />
      <strong>${t(running ? "ui-engine-running" : "ui-engine-stopped")}</strong>
      <span>${running ? t("ui-engine-pid", { pid: String(pid) }) : t("ui-engine-stopped-meaning")}</span>
    </p>
  `;
}
