// A point in time, short; the whole of it on hovering.

import { moment } from "../format.js";
import { html } from "../html.js";
import { locale } from "../preferences.js";

/** @param {{ at: string, precise?: boolean }} props */
export function Moment({ at, precise }) {
  const style = { locale: locale.value, precise };
  return html`<time datetime=${at} title=${at}>${moment(new Date(at), new Date(), style)}</time>`;
}
