// Which words and which tone belong to what the API says.  Pure: names of
// messages, never their text.

/** @typedef {import("./types").InstanceState} InstanceState */
/** @typedef {import("./types").NodeState} NodeState */
/** @typedef {import("./types").Sentence} Sentence */
/** @typedef {import("./types").Tone} Tone */

/** @type {Record<InstanceState, Tone>} */
const STATE_TONES = { MASTER: "good", BACKUP: "calm", FAULT: "bad", INIT: "idle", STOP: "idle" };

/** @type {Record<import("./types").Health, Tone>} */
const HEALTH_TONES = { up: "good", down: "bad", unknown: "idle" };

/** @param {InstanceState | null} state @returns {Tone} */
export const stateTone = (state) => (state ? STATE_TONES[state] : "idle");

/** @param {import("./types").Health} health @returns {Tone} */
export const healthTone = (health) => HEALTH_TONES[health];

/** What a state means for this node. @param {InstanceState | null} state */
export const stateMeaning = (state) => `ui-state-${(state ?? "unknown").toLowerCase()}`;

/**
 * What a change of state meant for this node.
 * @param {InstanceState | null} from
 * @param {InstanceState} to
 */
export function changeMeaning(from, to) {
  if (to === "BACKUP" && from === "MASTER") return "ui-change-handed-over";
  if (to === "BACKUP" && from === "FAULT") return "ui-change-recovered";
  if (to === "FAULT" && from === "MASTER") return "ui-change-gave-up";
  return `ui-change-${to.toLowerCase()}`;
}

/**
 * Whether an address is where the instance's state says.
 * @param {InstanceState | null} state
 * @param {boolean} held
 * @returns {{ id: string, tone: Tone }}
 */
export function addressWords(state, held) {
  if (held) {
    return state === null || state === "MASTER"
      ? { id: "ui-vip-held", tone: "good" }
      : { id: "ui-vip-orphan", tone: "warn" };
  }
  return state === "MASTER"
    ? { id: "ui-vip-missing", tone: "warn" }
    : { id: "ui-vip-elsewhere", tone: "idle" };
}

/**
 * What a listener should be told when one picture follows another.
 * @param {NodeState} before
 * @param {NodeState} after
 * @returns {Sentence[]}
 */
export function news(before, after) {
  const told = [];
  if (before.keepalived.running !== after.keepalived.running) {
    told.push({ id: after.keepalived.running ? "ui-engine-started" : "ui-engine-stopped" });
  }
  for (const { name, state } of after.instances) {
    const old = before.instances.find((instance) => instance.name === name);
    if (old && state && old.state !== state) {
      told.push({ id: "ui-news-instance", args: { name, state } });
    }
  }
  for (const { name, health } of after.checks) {
    const old = before.checks.find((check) => check.name === name);
    if (old && old.health !== health) told.push({ id: `ui-news-check-${health}`, args: { name } });
  }
  return told;
}
