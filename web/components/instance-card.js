// One vrrp_instance: its state in big letters, what that means, its numbers
// and where its addresses are.

import { html } from "../html.js";
import { t } from "../i18n.js";
import { addressWords, stateMeaning, stateTone } from "../words.js";
import { Mark } from "./mark.js";

/** @param {{ instance: import("../types").Instance }} props */
export function InstanceCard({ instance }) {
  const tone = stateTone(instance.state);
  return html`
    <article class="card instance" data-tone=${tone}>
      <div class="instance-face">
        <h3>${instance.name}</h3>
        <p class="state"><${Mark} tone=${tone} />${instance.state ?? t("ui-state-word-unknown")}</p>
        <p class="meaning">${t(stateMeaning(instance.state))}</p>
      </div>
      <dl class="facts">
        <${Fact} name=${t("ui-priority")} value=${instance.effective_priority ?? "–"} />
        <${Fact} name=${t("ui-interface")} value=${instance.interface} />
        <${Fact} name="VRID" value=${instance.vrid} />
      </dl>
      <ul class="addresses" aria-label=${t("ui-vips")}>
        ${instance.virtual_ips.map((ip) => html`
          <${Address} key=${ip.address} ip=${ip} state=${instance.state} />`)}
      </ul>
    </article>
  `;
}

/** @param {{ name: string, value: string | number }} props */
function Fact({ name, value }) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** @param {{ ip: import("../types").VirtualIp, state: import("../types").InstanceState | null }} props */
function Address({ ip, state }) {
  const { id, tone } = addressWords(state, ip.held);
  return html`
    <li data-tone=${tone}>
      <code>${ip.address}</code>
      <span class="whereabouts"><${Mark} tone=${tone} />${t(id)}</span>
    </li>
  `;
}
