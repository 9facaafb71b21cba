import assert from "node:assert/strict";
import test from "node:test";

import { age, milliseconds, moment } from "../format.js";

test("latencies keep three digits", () => {
  assert.equal(milliseconds(0), "0.00");
  assert.equal(milliseconds(412), "0.41");
  assert.equal(milliseconds(9_994), "9.99");
  assert.equal(milliseconds(12_340), "12.3");
  assert.equal(milliseconds(250_400), "250");
});

test("today is a time, another day a date", () => {
  const now = new Date(2026, 10, 22, 18, 0, 0);
  const style = { locale: "zh-CN" };
  const at = new Date(2026, 10, 22, 0, 5, 7, 250);
  assert.equal(moment(at, now, style), "00:05:07");
  assert.equal(moment(at, now, { ...style, precise: true }), "00:05:07.250");
  assert.equal(moment(new Date(2026, 10, 21, 23, 59), now, style), "11/21 23:59");
});

test("an age has one unit and is never negative", () => {
  assert.deepEqual(age(-5_000), { id: "ui-age-seconds", args: { count: 0 } });
  assert.deepEqual(age(119_999), { id: "ui-age-seconds", args: { count: 119 } });
  assert.deepEqual(age(120_000), { id: "ui-age-minutes", args: { count: 2 } });
  assert.deepEqual(age(7_200_000), { id: "ui-age-hours", args: { count: 2 } });
});
