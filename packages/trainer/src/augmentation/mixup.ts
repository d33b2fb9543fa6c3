import type { Rng } from '@voxboard/domain';

/** Gamma(shape, 1) by Marsaglia & Tsang (2000), raised from shape + 1 where shape is below 1. */
function gamma(shape: number, rng: Rng): number {
  if (shape < 1) return gamma(shape + 1, rng) * (1 - rng.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = 1 - rng.uniform();
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Beta(a, b) in [0, 1]. */
export function beta(a: number, b: number, rng: Rng): number {
  const x = gamma(a, rng);
  const y = gamma(b, rng);
  return x + y === 0 ? 0.5 : x / (x + y);
}

/**
 * Mixes each row of a batch, and its target, with another of the batch: λ·own + (1 − λ)·other with
 * λ ~ Beta(alpha, alpha), at least ½ (Zhang et al. 2018). In place.
 * @param rows [count][rowLength] · @param targets [count][targetLength]
 */
export function mixRows(rows: Float32Array, targets: Float32Array, count: number, alpha: number, rng: Rng): void {
  const partner = rng.shuffle(Int32Array.from({ length: count }, (_, i) => i));
  const share = Float64Array.from({ length: count }, () => {
    const lambda = beta(alpha, alpha, rng);
    return Math.max(lambda, 1 - lambda);
  });
  for (const values of [rows, targets]) {
    const length = values.length / count;
    const original = values.slice();
    for (let i = 0; i < count; i++) {
      const other = partner[i] * length;
      for (let j = 0, at = i * length; j < length; j++, at++) {
        values[at] = share[i] * original[at] + (1 - share[i]) * original[other + j];
      }
    }
  }
}
