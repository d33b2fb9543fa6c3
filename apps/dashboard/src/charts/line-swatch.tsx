import type { LineStyle } from './chart-series';
import { traceMarker } from './markers';
import { slotColor } from './palette';

const DASHES: Readonly<Record<LineStyle, string>> = { solid: '0', dashed: '4 2.5', dotted: '1 3' };

/** A short piece of a line, as it looks on the chart. */
export function LineSwatch({
  color,
  style,
  marker = null,
}: {
  readonly color: number;
  readonly style: LineStyle;
  readonly marker?: number | null;
}) {
  return (
    <svg aria-hidden="true" width="20" height="9" className="shrink-0">
      <line
        x1="1"
        x2="19"
        y1="4.5"
        y2="4.5"
        stroke={slotColor(color)}
        strokeWidth="2"
        strokeDasharray={DASHES[style]}
        strokeLinecap={style === 'dotted' ? 'round' : 'butt'}
      />
      {marker !== null && <path d={markerPath(marker)} fill={slotColor(color)} stroke="var(--surface)" />}
    </svg>
  );
}

function markerPath(marker: number): string {
  const parts: string[] = [];
  traceMarker(
    {
      moveTo: (x, y) => parts.push(`M${x.toFixed(2)} ${y.toFixed(2)}`),
      lineTo: (x, y) => parts.push(`L${x.toFixed(2)} ${y.toFixed(2)}`),
      arc: (x, y, radius) =>
        parts.push(
          `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`,
        ),
      closePath: () => parts.push('Z'),
    },
    marker,
    10,
    4.5,
    3.4,
  );
  return parts.join('');
}
