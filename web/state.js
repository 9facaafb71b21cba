// What the page knows: the newest picture of the node, what can be learnt from
// the pictures before it, and whether the connection lives.

import { batch, signal } from "@preact/signals";

import { withTries } from "./history.js";
import { news } from "./words.js";

/** @typedef {import("./types").NodeState} NodeState */
/** @template T @typedef {import("@preact/signals").Signal<T>} Signal */

/** @type {Signal<NodeState | null>} */
export const picture = signal(null);

/** When the node took the first picture that we saw. @type {Signal<string>} */
export const firstPictureAt = signal("");

/** Tries by the check's name. @type {Signal<Map<string, import("./types").Sample[]>>} */
export const samples = signal(new Map());

/** What a listener hears next. @type {Signal<import("./types").Sentence[]>} */
export const spoken = signal([]);

/** @type {Signal<import("./types").Link>} */
export const link = signal("connecting");

/** When we last heard that the picture is true, by this browser's clock. */
export const heardAt = signal(0);

/** This browser's clock; it ticks only while something shows an age. */
export const now = signal(Date.now());

/** @param {NodeState} next */
export function receive(next) {
  const before = picture.peek();
  batch(() => {
    hear();
    samples.value = withTries(samples.peek(), before?.checks ?? [], next.checks);
    if (before) say(news(before, next));
    else firstPictureAt.value = next.at;
    picture.value = next;
  });
}

/** The node is there and the picture still true. */
export function hear() {
  batch(() => {
    if (link.peek() === "lost") say([{ id: "ui-news-link-back" }]);
    heardAt.value = Date.now();
    link.value = "live";
  });
}

/** The node cannot be heard. */
export function lose() {
  batch(() => {
    if (link.peek() === "live") say([{ id: "ui-news-link-lost" }]);
    now.value = Date.now();
    link.value = "lost";
  });
}

/** @param {import("./types").Sentence[]} sentences */
function say(sentences) {
  if (sentences.length) spoken.value = sentences;
}
