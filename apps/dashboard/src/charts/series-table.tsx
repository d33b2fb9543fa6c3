import { formatMetric, plural } from '../format/format';
import { Cell, DataTable, HeadCell } from '../ui/data-table';
import { nameLine } from './describe-series';
import { AXIS_NAMES, namePlace } from './format-place';
import type { LinePoint } from './line-points';
import type { PreparedSeries, Zoom } from './prepare-series';

const MAX_ROWS = 500;

/** The measured values behind a chart, place by place; nothing is smoothed or joined here. */
export function SeriesTable({
  title,
  prepared,
  zoom,
}: {
  readonly title: string;
  readonly prepared: PreparedSeries;
  readonly zoom: Zoom | null;
}) {
  const { lines, axis } = prepared;
  const columns = lines.map(({ points }) => new Map(points.map((point) => [point.x, point])));
  const all = [...new Set(columns.flatMap((column) => [...column.keys()]))]
    .filter((x) => zoom === null || (x >= zoom[0] && x <= zoom[1]))
    .sort((a, b) => a - b);
  return (
    <div className="h-full overflow-y-auto">
      <DataTable
        caption={title}
        head={
          <>
            <HeadCell align="right" className="sticky top-0 bg-surface">
              {AXIS_NAMES[axis]}
            </HeadCell>
            {lines.map((line) => (
              <HeadCell key={line.id} align="right" className="sticky top-0 bg-surface">
                {nameLine(line)}
              </HeadCell>
            ))}
          </>
        }
      >
        {all.slice(0, MAX_ROWS).map((x) => (
          <tr key={x}>
            <Cell align="right" className="h-7 text-ink-faint">
              {namePlace(x, axis).replace(/^(step|epoch) /, '')}
            </Cell>
            {lines.map((line, index) => (
              <Cell key={line.id} align="right" className="h-7">
                {cellText(columns[index]?.get(x), line.hasBand)}
              </Cell>
            ))}
          </tr>
        ))}
      </DataTable>
      <p className="px-4 py-2 text-sm text-ink-faint">
        {lines.some(({ isThinned }) => isThinned) &&
          'Each row is the end of a stretch of steps, with the least and greatest value in it; zoom in for single steps. '}
        {all.length > MAX_ROWS && `The first ${plural(MAX_ROWS, 'row')} of ${all.length}.`}
      </p>
    </div>
  );
}

function cellText(point: LinePoint | undefined, hasBand: boolean): string {
  const value = formatMetric(point?.raw);
  if (point === undefined || !hasBand || point.low === null || point.low === point.high) return value;
  return `${value} (${formatMetric(point.low)}–${formatMetric(point.high)})`;
}
