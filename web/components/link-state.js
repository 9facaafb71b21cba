// Whether the page is live, and how old its picture is when it is not.

import { age } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { heardAt, link, now } from "../state.js";
import { Mark } from "./mark.js";

export function LinkState() {
  if (link.value === "live") return pill("good", t("ui-link-live"));
  if (link.value === "connecting" || !heardAt.value) return pill("idle", t("ui-link-connecting"));
  const { id, args } = age(now.value - heardAt.value);
  return pill("warn", t("ui-link-lost", { age: t(id, args) }));
}

/** @param {import("../types").Tone} tone @param {string} text */
function pill(tone, text) {
  return html`<p class="link-state" data-tone=${tone}><${Mark} tone=${tone} />${text}</p>`;
}
