// The shape of a heartbeat as an electrocardiogram draws it: a small wave, the spike, a broad wave.

const WAVES: [at: number, height: number, width: number][] = [
  [0.16, 0.13, 0.03],
  [0.285, -0.16, 0.018],
  [0.33, 1.05, 0.02],
  [0.38, -0.3, 0.02],
  [0.58, 0.25, 0.05],
];

/** The height, about -0.3 to 1, at a phase 0..1 of a beat. */
export function pulse(phase: number): number {
  let height = 0;
  for (const [at, high, wide] of WAVES) height += high * Math.exp(-(((phase - at) / wide) ** 2) / 2);
  return height;
}

/** How high a heart beats: half at rest, all the way in terror. */
export function strength(fear: number): number {
  return 0.5 + Math.min(Math.max(fear, 0), 100) / 200;
}
