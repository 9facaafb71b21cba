import assert from "node:assert/strict";
import test from "node:test";

import { SAMPLES_KEPT, peak, withTries } from "../history.js";

const check = (latency_us, reason = null) => ({ name: "db", latency_us, reason });
const refused = (latency_us) => check(latency_us, { id: "failure-refused", en: "refused", "zh-CN": "拒绝" });

/** The samples after a series of pictures, one check each. */
function after(pictures) {
  let samples = new Map();
  pictures.forEach((picture, index) => {
    const before = index ? [structuredClone(pictures[index - 1])] : [];
    samples = withTries(samples, before, [picture]);
  });
  return samples.get("db");
}

test("each try is kept once, in order, with its outcome", () => {
  assert.deepEqual(after([check(400), check(400), refused(400), refused(400), refused(90)]), [
    { latencyUs: 400, failed: false },
    { latencyUs: 400, failed: true },
    { latencyUs: 90, failed: true },
  ]);
});

test("before the first try there is nothing", () => {
  assert.deepEqual(after([check(null)]), []);
  assert.equal(peak([]), null);
});

test("the oldest tries are let go", () => {
  const tries = Array.from({ length: SAMPLES_KEPT + 5 }, (_, index) => check(index + 1));
  const samples = after(tries);
  assert.equal(samples.length, SAMPLES_KEPT);
  assert.equal(samples[0].latencyUs, 6);
  assert.equal(peak(samples), SAMPLES_KEPT + 5);
});

test("a check that is gone takes its samples with it", () => {
  const samples = withTries(new Map([["old", [{ latencyUs: 1, failed: false }]]]), [], [check(1)]);
  assert.deepEqual([...samples.keys()], ["db"]);
});
