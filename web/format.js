// Numbers and times as text.  Pure but for the browser's time zone.

/**
 * Milliseconds with three significant digits, so that the width hardly moves.
 * @param {number} microseconds
 */
export function milliseconds(microseconds) {
  const ms = microseconds / 1000;
  return ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0);
}

/**
 * The clock time of today, the date of another day.
 * @param {Date} at
 * @param {Date} now
 * @param {{ locale: string, precise?: boolean }} style `precise`: with milliseconds
 */
export function moment(at, now, { locale, precise = false }) {
  const isToday = at.toDateString() === now.toDateString();
  /** @type {Intl.DateTimeFormatOptions} */
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  /** @type {Intl.DateTimeFormatOptions} */
  const style = isToday
    ? { ...clock, second: "2-digit", ...(precise && { fractionalSecondDigits: 3 }) }
    : { ...clock, month: "2-digit", day: "2-digit" };
  return new Intl.DateTimeFormat(locale, style).format(at);
}

/**
 * How long ago, in one unit.
 * @param {number} ms
 * @returns {import("./types").Sentence}
 */
export function age(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 120) return { id: "ui-age-seconds", args: { count: seconds } };
  if (seconds < 7200) return { id: "ui-age-minutes", args: { count: Math.floor(seconds / 60) } };
  return { id: "ui-age-hours", args: { count: Math.floor(seconds / 3600) } };
}
