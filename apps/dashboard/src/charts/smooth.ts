/**
 * Exponential moving average with the start corrected (Adam's bias correction), as in TensorBoard: the first value is
 * itself, and a constant stays constant.
 *
 * A value that is missing or not finite stays what it is and does not enter the average.
 * @param weight of the past, 0 (nothing is smoothed) … below 1
 */
export function smooth(values: readonly (number | null)[], weight: number): (number | null)[] {
  if (weight <= 0) return [...values];
  const past = Math.min(weight, 0.999);
  let average = 0;
  let mass = 0;
  return values.map((value) => {
    if (value === null || !Number.isFinite(value)) return value;
    average = past * average + (1 - past) * value;
    mass = past * mass + (1 - past);
    return average / mass;
  });
}
