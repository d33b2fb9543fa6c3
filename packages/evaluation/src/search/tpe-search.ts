import type { Dimension, Rng, SearchSpace } from '@voxboard/domain';
import { unitDensity } from './parzen-estimator.js';
import { randomPoint } from './random-search.js';
import { fromUnit, type Observation, pointKey, type SearchPoint, type SearchValue, toUnit } from './search-point.js';

/** Share of the observations taken for good, and the most of them, as in Bergstra et al. 2011 and hyperopt. */
const GOOD_SHARE = 0.25;
const MOST_GOOD = 25;
/** Points drawn from the density of the good ones, of which the most promising is taken. */
const CANDIDATES = 24;

/** How one dimension of the good and of the other points is spread. */
interface DimensionModel {
  draw(rng: Rng): SearchValue;
  /** Logarithm of how much likelier the value is among the good ones. */
  gain(value: SearchValue): number;
}

/**
 * The next point by a tree-structured Parzen estimator (Bergstra et al. 2011): where good points are dense and others
 * are not. Points without a result count among the others, which also keeps trials that run at once apart. Random until
 * there are `startup` results.
 */
export function tpePoint(
  space: SearchSpace,
  observations: readonly Observation[],
  startup: number,
  rng: Rng,
): SearchPoint {
  const { good, others } = halves(observations);
  if (good.length === 0 || observations.filter(({ loss }) => isResult(loss)).length < startup) {
    return randomPoint(space, rng);
  }
  const models = space.map((dimension) => modelOf(dimension, good, others));
  const tried = new Set(observations.map(({ point }) => pointKey(space, point)));
  let best: { point: SearchPoint; gain: number } | null = null;
  for (let i = 0; i < CANDIDATES; i++) {
    const values = models.map((model) => model.draw(rng));
    const point = Object.fromEntries(space.map(({ name }, d) => [name, values[d] ?? null]));
    // Trying the same again teaches nothing: the same configuration and seeds give the same result.
    if (tried.has(pointKey(space, point))) continue;
    const gain = models.reduce((sum, model, d) => sum + model.gain(values[d] ?? null), 0);
    if (best === null || gain > best.gain) best = { point, gain };
  }
  return best?.point ?? randomPoint(space, rng);
}

function isResult(loss: number | null): loss is number {
  return loss !== null && !Number.isNaN(loss);
}

function halves(observations: readonly Observation[]): { good: SearchPoint[]; others: SearchPoint[] } {
  const known = observations
    .flatMap(({ point, loss }, i) => (isResult(loss) ? [{ point, loss, i }] : []))
    .sort((a, b) => a.loss - b.loss || a.i - b.i);
  const goodCount = Math.min(MOST_GOOD, Math.ceil(GOOD_SHARE * Math.sqrt(known.length)));
  const unknown = observations.filter(({ loss }) => !isResult(loss));
  return {
    good: known.slice(0, goodCount).map(({ point }) => point),
    others: [...known.slice(goodCount), ...unknown].map(({ point }) => point),
  };
}

function modelOf(dimension: Dimension, good: readonly SearchPoint[], others: readonly SearchPoint[]): DimensionModel {
  if (dimension.kind === 'choice') return choiceModel(dimension.values, dimension.name, good, others);
  const places = (points: readonly SearchPoint[]) =>
    points.flatMap((point) => {
      const value = point[dimension.name];
      return typeof value === 'number' ? [toUnit(dimension, value)] : [];
    });
  const near = unitDensity(places(good));
  const far = unitDensity(places(others));
  return {
    draw: (rng) => fromUnit(dimension, near.draw(rng)),
    gain: (value) => {
      if (typeof value !== 'number') return 0;
      const unit = toUnit(dimension, value);
      return near.logDensity(unit) - far.logDensity(unit);
    },
  };
}

/** Counts of each value, and one more for the prior. */
function choiceModel(
  values: readonly SearchValue[],
  name: string,
  good: readonly SearchPoint[],
  others: readonly SearchPoint[],
): DimensionModel {
  const keys = values.map((value) => JSON.stringify(value));
  const weights = (points: readonly SearchPoint[]) => {
    const counts = keys.map((key) => 1 + points.filter((point) => JSON.stringify(point[name]) === key).length);
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => count / total);
  };
  const near = weights(good);
  const far = weights(others);
  return {
    draw: (rng) => {
      let rest = rng.uniform();
      const i = near.findIndex((weight) => {
        rest -= weight;
        return rest < 0;
      });
      return values[i < 0 ? values.length - 1 : i] ?? null;
    },
    gain: (value) => {
      const i = keys.indexOf(JSON.stringify(value));
      return i < 0 ? 0 : Math.log(near[i] ?? 1) - Math.log(far[i] ?? 1);
    },
  };
}
