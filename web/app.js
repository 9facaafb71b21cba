// Puts the page together.  A page is a component in pages/.

import { effect } from "@preact/signals";
import { render } from "preact";

import { Announcer } from "./components/announcer.js";
import { Header } from "./components/header.js";
import { html } from "./html.js";
import { ready } from "./i18n.js";
import { Overview } from "./pages/overview.js";
import { link, picture } from "./state.js";
import { follow } from "./stream.js";

function App() {
  return html`
    <${Header} />
    <main data-link=${link.value}><${Overview} /></main>
    <${Announcer} />
  `;
}

/** The tab tells the state too, for those who keep it in the corner of an eye. */
function nameTab() {
  const node = picture.value;
  const states = [...new Set(node?.instances.map(({ state }) => state ?? "?"))];
  const parts = [link.value === "lost" ? "…" : states.join(" / "), node?.node, "vipkeeper"];
  document.title = parts.filter(Boolean).join(" · ");
}

follow();
await ready;
effect(nameTab);
render(html`<${App} />`, document.body);
