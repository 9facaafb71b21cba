// The last latencies of each check, for its sparkline.  Pure.
//
// The API tells the newest try only and the page remembers: a picture of the
// last minute is a comfort, not a record.

/** @typedef {import("./types").Check} Check */
/** @typedef {import("./types").Sample} Sample */

/** How many tries a sparkline shows. */
export const SAMPLES_KEPT = 60;

/**
 * The samples after one more picture.  A picture in which a check looks as
 * before carries no new try of it.
 * @param {Map<string, Sample[]>} samples by the check's name
 * @param {Check[]} before
 * @param {Check[]} after
 * @returns {Map<string, Sample[]>}
 */
export function withTries(samples, before, after) {
  return new Map(after.map((check) => {
    const kept = samples.get(check.name) ?? [];
    const old = before.find(({ name }) => name === check.name);
    const sample = sampleOf(check);
    return [check.name, sample && isNewTry(old, check) ? [...kept, sample].slice(-SAMPLES_KEPT) : kept];
  }));
}

/** @param {Check} check @returns {Sample | null} */
function sampleOf({ latency_us: latencyUs, reason }) {
  return latencyUs === null ? null : { latencyUs, failed: reason !== null };
}

/** @param {Check | undefined} old @param {Check} check */
function isNewTry(old, check) {
  return !old || old.latency_us !== check.latency_us || old.reason?.en !== check.reason?.en;
}

/**
 * The longest of them, in microseconds; null when there is none.
 * @param {Sample[]} samples
 */
export function peak(samples) {
  return samples.length ? Math.max(...samples.map(({ latencyUs }) => latencyUs)) : null;
}
