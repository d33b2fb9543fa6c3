import { formatMetric } from '../format/format';
import { namePlace } from './format-place';
import { LineSwatch } from './line-swatch';
import { type PreparedSeries, pointAt } from './prepare-series';

const MAX_ROWS = 12;

/** What every line says at the place under the pointer; with many lines those nearest to it. */
export function SeriesTooltip({
  prepared,
  place,
  value,
  highlighted,
}: {
  readonly prepared: PreparedSeries;
  readonly place: number;
  /** Value under the pointer; null: the cursor came from elsewhere. */
  readonly value: number | null;
  readonly highlighted: string | null;
}) {
  const rows = prepared.lines.flatMap((line) => {
    const point = pointAt(line, place);
    return point === null ? [] : [{ line, point }];
  });
  const distance = ({ point }: (typeof rows)[number]) =>
    Math.abs((point.smoothed ?? Number.POSITIVE_INFINITY) - (value ?? 0));
  const shown =
    rows.length <= MAX_ROWS || value === null
      ? rows.slice(0, MAX_ROWS)
      : [...rows].sort((a, b) => distance(a) - distance(b)).slice(0, MAX_ROWS);
  return (
    <div className="w-max max-w-72 rounded-md border border-line bg-raised px-2.5 py-2 text-sm shadow-pop">
      <p className="mb-1 text-ink-faint">{namePlace(place, prepared.axis)}</p>
      <ul className="flex flex-col gap-0.5">
        {shown.map(({ line, point }) => (
          <li key={line.id} className="flex items-center gap-2">
            <LineSwatch color={line.color} style={line.style} marker={line.marker} />
            <span
              className={`min-w-0 flex-1 truncate ${line.owner === highlighted ? 'font-medium text-ink' : 'text-ink-soft'}`}
            >
              {line.label}
            </span>
            <span className="numeric font-medium">{formatMetric(point.raw)}</span>
            {line.hasBand && point.low !== null && point.low !== point.high && (
              <span className="numeric text-xs text-ink-faint">
                {formatMetric(point.low)}–{formatMetric(point.high)}
              </span>
            )}
          </li>
        ))}
      </ul>
      {rows.length > shown.length && <p className="mt-1 text-ink-faint">and {rows.length - shown.length} more</p>}
    </div>
  );
}
