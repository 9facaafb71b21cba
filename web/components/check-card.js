// One check: the verdict, since when and why, and how long its tries take.

import { milliseconds } from "../format.js";
import { peak } from "../history.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { locale } from "../preferences.js";
import { healthTone } from "../words.js";
import { Mark } from "./mark.js";
import { Moment } from "./moment.js";
import { Sparkline } from "./sparkline.js";

/** @param {{ check: import("../types").Check, samples: import("../types").Sample[] }} props */
export function CheckCard({ check, samples }) {
  const tone = healthTone(check.health);
  const longest = longestTry(samples);
  return html`
    <article class="card check" data-tone=${tone}>
      <div class="check-head">
        <h3>${check.name}</h3>
        <p class="verdict"><${Mark} tone=${tone} />${t(`ui-health-${check.health}`)}</p>
      </div>
      <p class="target"><span class="kind">${check.kind}</span> <code>${check.target}</code></p>
      <div class="latency">
        <p class="latency-now">
          <strong>${check.latency_us === null ? "–" : milliseconds(check.latency_us)}</strong> ms
        </p>
        <${Sparkline} samples=${samples} label=${longest} />
      </div>
      <p class="since">${t("ui-since")} <${Moment} at=${check.since} /></p>
      ${check.backup_only && html`<p class="since">${t(takeover(check))}</p>`}
      ${check.reason === null
        ? html`<p class="longest">${longest}</p>`
        : html`<p class="reason">${check.reason[locale.value]}</p>`}
    </article>
  `;
}

/** @param {import("../types").Check} check */
function takeover({ health, policy }) {
  if (health !== "down") return "ui-takeover";
  return policy.startsWith("weight") ? "ui-takeover-last" : "ui-takeover-not";
}

/** @param {import("../types").Sample[]} samples */
function longestTry(samples) {
  const longest = peak(samples);
  if (longest === null) return t("ui-latency-none");
  return t("ui-latency-longest", { count: samples.length, longest: milliseconds(longest) });
}
