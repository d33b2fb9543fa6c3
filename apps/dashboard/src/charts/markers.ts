import type { LinePoint } from './line-points';

export const MARKER_COUNT = 8;
const MARKERS_PER_LINE = 5;

const { PI } = Math;

type Path = Pick<Path2D, 'moveTo' | 'lineTo' | 'arc' | 'closePath'>;

/**
 * Where a line shows its marker: a few places, at other ones than lines of other markers through the same points.
 * @param domain what the horizontal axis shows
 */
export function markedPlaces(
  { points, marker }: { readonly points: readonly LinePoint[]; readonly marker: number | null },
  domain: readonly [number, number],
  isDrawn: (value: number | null) => boolean,
): ReadonlySet<number> {
  if (marker === null) return new Set();
  const shown = points.filter(({ x, smoothed }) => x >= domain[0] && x <= domain[1] && isDrawn(smoothed));
  const every = Math.max(1, Math.ceil(shown.length / MARKERS_PER_LINE));
  const offset = (marker * Math.ceil(every / 3)) % every;
  return new Set(shown.filter((_, at) => at >= offset && (at - offset) % every === 0).map(({ x }) => x));
}

/** A marker's outline as SVG writes paths. */
export function markerPath(marker: number, x: number, y: number, radius: number): string {
  const parts: string[] = [];
  // Rounded, but whole where it is whole: the flags of an arc are 0 or 1, and 1.00 is neither.
  const put = (command: string, ...numbers: number[]) =>
    parts.push(command + numbers.map((number) => String(Math.round(number * 100) / 100)).join(' '));
  traceMarker(
    {
      moveTo: (px, py) => put('M', px, py),
      lineTo: (px, py) => put('L', px, py),
      // Only whole circles are asked for, and an arc of SVG cannot end where it begins: two halves.
      arc: (cx, cy, r) => {
        put('M', cx + r, cy);
        put('A', r, r, 0, 1, 1, cx - r, cy);
        put('A', r, r, 0, 1, 1, cx + r, cy);
      },
      closePath: () => put('Z'),
    },
    marker,
    x,
    y,
    radius,
  );
  return parts.join('');
}

/** Outlines a marker's shape around a point: eight shapes that differ without colour. */
export function traceMarker(path: Path, marker: number, x: number, y: number, radius: number): void {
  const polygon = (corners: number, turn: number, size = radius) => {
    for (let corner = 0; corner < corners; corner += 1) {
      const angle = turn + (2 * PI * corner) / corners;
      const [px, py] = [x + size * Math.cos(angle), y + size * Math.sin(angle)];
      if (corner === 0) path.moveTo(px, py);
      else path.lineTo(px, py);
    }
    path.closePath();
  };
  const shapes = [
    () => {
      path.moveTo(x + radius * 0.9, y);
      path.arc(x, y, radius * 0.9, 0, 2 * PI);
    },
    () => polygon(4, PI / 4, radius * 1.2),
    () => polygon(3, -PI / 2, radius * 1.25),
    () => polygon(4, 0, radius * 1.3),
    () => star(path, 4, x, y, radius * 1.4, PI / 4),
    () => polygon(3, PI / 2, radius * 1.25),
    () => star(path, 4, x, y, radius * 1.4, 0),
    () => star(path, 5, x, y, radius * 1.35, -PI / 2),
  ];
  shapes[marker % MARKER_COUNT]?.();
}

function star(path: Path, points: number, x: number, y: number, radius: number, turn: number): void {
  for (let corner = 0; corner < points * 2; corner += 1) {
    const size = corner % 2 === 0 ? radius : radius * 0.36;
    const angle = turn + (PI * corner) / points;
    const [px, py] = [x + size * Math.cos(angle), y + size * Math.sin(angle)];
    if (corner === 0) path.moveTo(px, py);
    else path.lineTo(px, py);
  }
  path.closePath();
}
