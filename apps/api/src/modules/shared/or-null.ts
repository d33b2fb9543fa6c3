/** A score of nothing is NaN in the evaluation package and null in the schema. */
export function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
