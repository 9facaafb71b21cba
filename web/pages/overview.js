// The node at a glance: what its instances do, whether its checks pass, and
// what changed last.

import { CheckCard } from "../components/check-card.js";
import { Changes } from "../components/changes.js";
import { Drained } from "../components/drained.js";
import { Engine } from "../components/engine.js";
import { FirstConfiguration } from "../components/first-configuration.js";
import { InstanceCard } from "../components/instance-card.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { link, picture, samples } from "../state.js";

export function Overview() {
  const node = picture.value;
  if (!node) return html`<p class="waiting">${t(waiting())}</p>`;
  return html`
    <${Engine} keepalived=${node.keepalived} />
    ${node.drained && html`<${Drained} drained=${node.drained} />`}
    <div class="overview">
      <div class="overview-now">
        <${Cards} title=${t("ui-instances")} none=${t("ui-instances-none")}>
          ${node.instances.map((instance) => html`
            <${InstanceCard} key=${instance.name} instance=${instance} />`)}
        <//>
        ${!node.instances.length && html`<${FirstConfiguration} />`}
        <${Cards} title=${t("ui-checks")} none=${t("ui-checks-none")}>
          ${node.checks.map((check) => html`
            <${CheckCard} key=${check.name} check=${check} samples=${samples.value.get(check.name) ?? []} />`)}
        <//>
      </div>
      <${Changes} transitions=${node.transitions} />
    </div>
  `;
}

const waiting = () => (link.value === "lost" ? "ui-waiting-lost" : "ui-waiting");

/** @param {{ title: string, none: string, children: object[] }} props */
function Cards({ title, none, children }) {
  return html`
    <section>
      <h2>${title}</h2>
      ${children.length ? html`<div class="cards">${children}</div>` : html`<p class="none">${none}</p>`}
    </section>
  `;
}
