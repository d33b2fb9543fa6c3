import type { LineStyle } from './chart-series';
import { slotColor } from './palette';

const DASHES: Readonly<Record<LineStyle, string>> = { solid: '0', dashed: '4 2.5', dotted: '1 3' };

/** A short piece of a line, as it looks on the chart. */
export function LineSwatch({ color, style }: { readonly color: number; readonly style: LineStyle }) {
  return (
    <svg aria-hidden="true" width="18" height="4" className="shrink-0">
      <line
        x1="1"
        x2="17"
        y1="2"
        y2="2"
        stroke={slotColor(color)}
        strokeWidth="2"
        strokeDasharray={DASHES[style]}
        strokeLinecap={style === 'dotted' ? 'round' : 'butt'}
      />
    </svg>
  );
}
