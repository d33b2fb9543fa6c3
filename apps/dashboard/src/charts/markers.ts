export const MARKER_COUNT = 8;

const { PI } = Math;

type Path = Pick<Path2D, 'moveTo' | 'lineTo' | 'arc' | 'closePath'>;

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
