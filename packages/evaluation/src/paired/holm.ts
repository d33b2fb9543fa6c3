/**
 * Holm's step-down correction (1979): p-values that may be held against one level together, in the order given. A null
 * (comparison that could not be made) stays null and does not count. statsmodels `multipletests(method='holm')`.
 */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const made = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => a.p - b.p);
  const adjusted: (number | null)[] = pValues.map(() => null);
  let floor = 0;
  made.forEach(({ p, index }, i) => {
    floor = Math.max(floor, Math.min(1, p * (made.length - i)));
    adjusted[index] = floor;
  });
  return adjusted;
}
