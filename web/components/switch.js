// A choice of a few, all of them in sight.  Radio buttons underneath, so that
// keyboards and screen readers know it.

import { html } from "../html.js";

/**
 * @typedef {{ value: string, label: string, lang?: string, icon?: Function }} Option
 * @param {{ name: string, legend: string, value: string, options: Option[],
 *           choose: (value: any) => void }} props
 */
export function Switch({ name, legend, value, options, choose }) {
  return html`
    <fieldset class="switch">
      <legend class="unseen">${legend}</legend>
      ${options.map((option) => html`
        <label key=${option.value} title=${option.icon && option.label}>
          <input class="unseen" type="radio" name=${name} checked=${option.value === value}
            onChange=${() => choose(option.value)} />
          <span class="switch-face" lang=${option.lang}>
            ${option.icon ? html`<${option.icon} /><span class="unseen">${option.label}</span>` : option.label}
          </span>
        </label>`)}
    </fieldset>
  `;
}
