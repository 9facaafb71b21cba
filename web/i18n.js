// Sentences in the viewer's language, from the same catalogues as the command
// line's.

import { FluentBundle, FluentResource } from "@fluent/bundle";
import { effect, signal } from "@preact/signals";

import { locale } from "./preferences.js";

/** @type {import("@preact/signals").Signal<FluentBundle | null>} */
const bundle = signal(null);

/** Resolves when the first catalogue is there. */
export const ready = new Promise((resolve) => {
  effect(() => {
    const wanted = locale.value;
    load(wanted).then((loaded) => {
      // A slow catalogue must not replace one that was chosen later.
      if (locale.peek() !== wanted) return;
      document.documentElement.lang = wanted;
      bundle.value = loaded;
      resolve(undefined);
    });
  });
});

/**
 * The sentence `id`; the id itself where the catalogue lacks it, so that a gap
 * is seen and nothing breaks.
 * @param {string} id
 * @param {Record<string, string | number>} [args]
 */
export function t(id, args) {
  const catalogue = bundle.value;
  const pattern = catalogue?.getMessage(id)?.value;
  return catalogue && pattern ? catalogue.formatPattern(pattern, args, []) : id;
}

/** @param {import("./types").Locale} wanted */
async function load(wanted) {
  const answer = await fetch(new URL(`messages/${wanted}.ftl`, document.baseURI));
  const loaded = new FluentBundle(wanted, { useIsolating: false });
  if (answer.ok) loaded.addResource(new FluentResource(await answer.text()));
  return loaded;
}
