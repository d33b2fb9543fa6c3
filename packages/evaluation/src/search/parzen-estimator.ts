import type { Rng } from '@voxboard/domain';

/** A density on [0, 1]: normal kernels, cut to the interval, around the points seen, and one wide kernel as the prior. */
export interface UnitDensity {
  draw(rng: Rng): number;
  logDensity(unit: number): number;
}

/** Kernels are never narrower than this share of the interval divided by (number of points + 1). */
const NARROWEST = 1;

/**
 * The adaptive Parzen estimator of Bergstra et al. 2011 (section 4.2): each kernel is as wide as the greater distance
 * to its neighbours, within bounds; the prior is a kernel at the middle as wide as the interval, of the weight of a point.
 * @param places of the points seen, each in [0, 1]
 */
export function unitDensity(places: readonly number[]): UnitDensity {
  const centres = [...places, 0.5].sort((a, b) => a - b);
  const least = NARROWEST / Math.min(100, places.length + 1) / 2;
  const prior = centres.indexOf(0.5);
  const widths = centres.map((centre, i) => {
    if (i === prior) return 1;
    const left = centre - (centres[i - 1] ?? 0);
    const right = (centres[i + 1] ?? 1) - centre;
    return Math.min(1, Math.max(least, left, right));
  });
  // What of each kernel lies inside the interval.
  const inside = centres.map((centre, i) => {
    const width = widths[i] ?? 1;
    return normalCdf((1 - centre) / width) - normalCdf((0 - centre) / width);
  });
  return {
    draw: (rng) => {
      const i = rng.below(centres.length);
      for (let tries = 0; tries < 100; tries++) {
        const unit = (centres[i] ?? 0.5) + (widths[i] ?? 1) * rng.normal();
        if (unit >= 0 && unit <= 1) return unit;
      }
      return rng.uniform();
    },
    logDensity: (unit) => {
      let density = 0;
      for (let i = 0; i < centres.length; i++) {
        const width = widths[i] ?? 1;
        const z = (unit - (centres[i] ?? 0.5)) / width;
        density += Math.exp(-0.5 * z * z) / (width * Math.sqrt(2 * Math.PI) * (inside[i] ?? 1));
      }
      return Math.log(density / centres.length);
    },
  };
}

/** Abramowitz and Stegun 7.1.26, error below 1.5e-7: enough for a weight. */
function normalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const erf = 1 - tail * Math.exp(-x * x);
  return z >= 0 ? (1 + erf) / 2 : (1 - erf) / 2;
}
