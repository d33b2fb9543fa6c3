import { formatMetric } from '../format/format';
import { LineSwatch } from './line-swatch';
import { type PreparedLine, pointAt } from './prepare-series';

const MAX_ROWS = 12;

/** What every line says at the step under the pointer. */
export function SeriesTooltip({ lines, step }: { readonly lines: readonly PreparedLine[]; readonly step: number }) {
  const rows = lines.flatMap((line) => {
    const point = pointAt(line, step);
    return point === null ? [] : [{ line, point }];
  });
  return (
    <div className="max-w-80 rounded-md border border-line bg-raised px-2.5 py-2 text-sm shadow-pop">
      <p className="mb-1 text-ink-faint">step {step}</p>
      <ul className="flex flex-col gap-0.5">
        {rows.slice(0, MAX_ROWS).map(({ line, point }) => (
          <li key={line.id} className="flex items-center gap-2">
            <LineSwatch color={line.color} style={line.style} />
            <span className="min-w-0 flex-1 truncate text-ink-soft">{line.label}</span>
            {point.step !== step && <span className="text-xs text-ink-faint">at {point.step}</span>}
            <span className="numeric font-medium">{formatMetric(point.raw)}</span>
          </li>
        ))}
      </ul>
      {rows.length > MAX_ROWS && <p className="mt-1 text-ink-faint">and {rows.length - MAX_ROWS} more</p>}
    </div>
  );
}
