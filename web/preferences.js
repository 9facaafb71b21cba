// What the viewer chose: language and theme.  Remembered in this browser;
// `?lang=` and `?theme=` count for one visit and are not remembered.

import { effect, signal } from "@preact/signals";

/** @typedef {import("./types").Locale} Locale */
/** @typedef {import("./types").Theme} Theme */

const asked = new URLSearchParams(location.search);

/** @type {import("@preact/signals").Signal<Locale>} */
export const locale = signal(localeOf(chosen("lang") ?? navigator.language));

/** @type {import("@preact/signals").Signal<Theme>} */
export const theme = signal(themeOf(chosen("theme")));

effect(() => {
  const root = document.documentElement;
  if (theme.value === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme.value;
});

/** @param {Locale} choice */
export function chooseLocale(choice) {
  localStorage.setItem("lang", choice);
  locale.value = choice;
}

/** @param {Theme} choice */
export function chooseTheme(choice) {
  localStorage.setItem("theme", choice);
  theme.value = choice;
}

/** @param {string} name */
function chosen(name) {
  return asked.get(name) ?? localStorage.getItem(name);
}

/** @param {string} tag @returns {Locale} */
function localeOf(tag) {
  return tag.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

/** @param {string | null} name @returns {Theme} */
function themeOf(name) {
  return name === "dark" || name === "light" ? name : "auto";
}
