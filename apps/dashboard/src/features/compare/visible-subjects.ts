/** So many are drawn unless chosen otherwise: more lines tell less. */
export const FIRST_VISIBLE = 10;

/** Places of those that are drawn. @param eyes `all`, or places and ranges of them as in `0-3,7`; null: the first few */
export function visiblePlaces(eyes: string | null, count: number): ReadonlySet<number> {
  if (eyes === null) return range(0, Math.min(count, FIRST_VISIBLE) - 1);
  if (eyes === 'all') return range(0, count - 1);
  const places = new Set<number>();
  for (const part of eyes.split(',')) {
    const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    if (from === undefined) continue;
    for (const place of range(Number(from), Math.min(Number(to), count - 1))) places.add(place);
  }
  return places;
}

/** As short as an address needs it; null for the first few, which is what is drawn without. */
export function eyesOf(places: ReadonlySet<number>, count: number): string | null {
  if (places.size === count) return count <= FIRST_VISIBLE ? null : 'all';
  const sorted = [...places].sort((a, b) => a - b);
  if (sorted.length === FIRST_VISIBLE && sorted.every((place, at) => place === at)) return null;
  const parts: string[] = [];
  for (let at = 0; at < sorted.length; ) {
    let end = at;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end += 1;
    parts.push(end === at ? String(sorted[at]) : `${sorted[at]}-${sorted[end]}`);
    at = end + 1;
  }
  return parts.join(',') || 'none';
}

function range(from: number, to: number): ReadonlySet<number> {
  return new Set(Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at));
}
