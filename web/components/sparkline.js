// Latencies as a small line: the newest at the right edge, zero at the bottom,
// failed tries as ticks on the ground.

import { SAMPLES_KEPT, peak } from "../history.js";
import { html } from "../html.js";

const WIDTH = SAMPLES_KEPT - 1;
const HEIGHT = 20;
const TICK = 3.5;

/** Below this every try is fast, and a full-height line would look like trouble. */
const LEAST_SCALE_US = 1_000;

/** @param {{ samples: import("../types").Sample[], label: string }} props */
export function Sparkline({ samples, label }) {
  const scale = Math.max(peak(samples) ?? 0, LEAST_SCALE_US) * 1.1;
  const points = samples.map((sample, index) => ({
    x: WIDTH - (samples.length - 1 - index),
    y: (1 - sample.latencyUs / scale) * HEIGHT,
    failed: sample.failed,
  }));
  const line = points.map(({ x, y }) => `${x},${y.toFixed(2)}`).join(" ");
  const first = points[0]?.x ?? WIDTH;
  return html`
    <svg class="sparkline" role="img" aria-label=${label} viewBox="0 0 ${WIDTH} ${HEIGHT}"
      preserveAspectRatio="none">
      <title>${label}</title>
      <polygon points="${first},${HEIGHT} ${line} ${WIDTH},${HEIGHT}" />
      <polyline points=${line} />
      ${points.filter(({ failed }) => failed).map(({ x }) => html`
        <line key=${x} x1=${x} x2=${x} y1=${HEIGHT - TICK} y2=${HEIGHT} />`)}
    </svg>
  `;
}
