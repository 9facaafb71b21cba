import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { addressWords, changeMeaning, news, stateMeaning } from "../words.js";

const STATES = ["INIT", "BACKUP", "MASTER", "FAULT", "STOP"];
const catalogue = readFileSync(new URL("../../messages/en.ftl", import.meta.url), "utf8");
const isMessage = (id) => new RegExp(`^${id} =`, "m").test(catalogue);

const picture = (state, health = "up", running = true) => ({
  keepalived: { running, pid: running ? 1 : null },
  instances: [{ name: "VI_1", state }],
  checks: [{ name: "db", health }],
});

test("every state and every change of state has words", () => {
  for (const state of [null, ...STATES]) {
    assert.ok(isMessage(stateMeaning(state)), stateMeaning(state));
    for (const to of STATES) assert.ok(isMessage(changeMeaning(state, to)), changeMeaning(state, to));
    for (const held of [true, false]) {
      assert.ok(isMessage(addressWords(state, held).id), addressWords(state, held).id);
    }
  }
});

test("an address that is not where the state says is a warning", () => {
  assert.equal(addressWords("MASTER", true).tone, "good");
  assert.equal(addressWords("MASTER", false).tone, "warn");
  assert.equal(addressWords("BACKUP", true).tone, "warn");
  assert.equal(addressWords("STOP", true).tone, "warn");
  assert.equal(addressWords("BACKUP", false).tone, "idle");
});

test("leaving MASTER tells who has the address now", () => {
  assert.equal(changeMeaning("MASTER", "BACKUP"), "ui-change-handed-over");
  assert.equal(changeMeaning("MASTER", "FAULT"), "ui-change-gave-up");
  assert.equal(changeMeaning("BACKUP", "FAULT"), "ui-change-fault");
});

test("news are changes, in words that exist", () => {
  assert.deepEqual(news(picture("MASTER"), picture("MASTER")), []);
  const told = news(picture("MASTER"), picture("FAULT", "down", false));
  assert.deepEqual(told.map(({ id }) => id), [
    "ui-engine-stopped",
    "ui-news-instance",
    "ui-news-check-down",
  ]);
  for (const { id } of told) assert.ok(isMessage(id), id);
});

test("every message that the page names is in the catalogue", () => {
  const files = ["components/changes.js", "components/check-card.js", "components/engine.js",
    "components/first-configuration.js", "components/header.js", "components/instance-card.js", "components/link-state.js",
    "pages/overview.js", "format.js", "state.js", "words.js"];
  for (const file of files) {
    const source = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
    for (const [, id] of source.matchAll(/"(ui-[a-z-]+)"/g)) assert.ok(isMessage(id), `${file}: ${id}`);
  }
});
