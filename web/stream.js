// The live connection: opens it, notices when it is dead, opens it again.

import { hear, link, lose, now, receive } from "./state.js";

/** The node speaks every 5 s even when nothing changes. */
const SILENCE_MS = 12_000;
const RETRY_MS = 1_000;

/** @type {EventSource | undefined} */
let source;
/** @type {number | undefined} */
let retry;
/** When the node last spoke, or we last tried to reach it. */
let lastSignAt = 0;

/** Follows the node for as long as the page is open. */
export function follow() {
  open();
  setInterval(tick, 1_000);
  addEventListener("online", open);
  addEventListener("pageshow", (event) => {
    if (event.persisted) open();
  });
}

function open() {
  clearTimeout(retry);
  source?.close();
  lastSignAt = Date.now();
  source = new EventSource(new URL("api/v1/state/stream", document.baseURI));
  source.addEventListener("state", (event) => {
    lastSignAt = Date.now();
    receive(JSON.parse(event.data));
  });
  source.addEventListener("alive", () => {
    lastSignAt = Date.now();
    hear();
  });
  source.addEventListener("error", reopen);
}

// The browser would come back by itself after most errors, but not after all:
// an answer that is not a stream ends it for good.
function reopen() {
  source?.close();
  lose();
  lastSignAt = Date.now();
  clearTimeout(retry);
  retry = setTimeout(open, RETRY_MS);
}

function tick() {
  if (Date.now() - lastSignAt > SILENCE_MS) reopen();
  if (link.peek() !== "live") now.value = Date.now();
}
