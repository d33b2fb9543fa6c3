/** First column after each group of the 162 features: crossing rate, chroma, MFCC, RMS, mel. */
const GROUP_ENDS = [1, 13, 33, 34, 162] as const;
/** Values this much smaller than the largest of their group count as this large: relative to nothing, all is far. */
const FLOOR_SHARE = 0.01;

/** Relative differences of 162 features from a reference. */
export function relativeErrors(actual: ArrayLike<number>, expected: readonly number[]): number[] {
  const errors: number[] = [];
  let start = 0;
  for (const end of GROUP_ENDS) {
    const group = expected.slice(start, end);
    const floor = FLOOR_SHARE * Math.max(...group.map(Math.abs));
    group.forEach((value, i) => {
      const difference = Math.abs((actual[start + i] ?? Number.NaN) - value);
      errors.push(difference === 0 ? 0 : difference / Math.max(Math.abs(value), floor));
    });
    start = end;
  }
  return errors;
}
