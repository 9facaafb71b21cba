// What a node without any vrrp_instance is asked for.  The page is read-only,
// so the answers become a command to be typed.

import { useSignal } from "@preact/signals";

import { installCommand } from "../first-configuration.js";
import { html } from "../html.js";
import { t } from "../i18n.js";

const FIELDS = [
  { name: "vip", label: "ui-first-vip", example: "10.0.0.100/24" },
  { name: "interface", label: "ui-first-interface", example: "eth0" },
  { name: "peer", label: "ui-first-peer", example: "10.0.0.12" },
];

export function FirstConfiguration() {
  const answers = useSignal({ vip: "", interface: "", peer: "" });
  const { command, wrong } = installCommand(answers.value);
  return html`
    <article class="card first" data-tone="idle">
      <p>${t("ui-first-why")}</p>
      ${FIELDS.map(({ name, label, example }) => html`
        <label key=${name}>
          <span>${t(label)}</span>
          <input name=${name} placeholder=${example} spellcheck="false" autocomplete="off"
            aria-invalid=${wrong.includes(name)}
            onInput=${({ currentTarget }) => {
              answers.value = { ...answers.value, [name]: currentTarget.value };
            }} />
        </label>`)}
      <p aria-live="polite">${t(wrong.length ? "ui-first-wrong" : "ui-first-type")}</p>
      <pre><code>${command}</code></pre>
    </article>
  `;
}
