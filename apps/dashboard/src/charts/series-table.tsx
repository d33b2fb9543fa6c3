import { formatMetric, plural } from '../format/format';
import { Cell, DataTable, HeadCell } from '../ui/data-table';
import type { PreparedLine, PreparedSeries } from './prepare-series';

const MAX_ROWS = 500;

/** The measured values behind a chart, step by step; nothing is smoothed or joined here. */
export function SeriesTable({ title, prepared }: { readonly title: string; readonly prepared: PreparedSeries }) {
  const { lines, rows } = prepared;
  const valuesOfLine = lines.map(measuredAt);
  return (
    <div className="h-full overflow-y-auto">
      <DataTable
        caption={title}
        head={
          <>
            <HeadCell align="right" className="sticky top-0 bg-surface">
              Step
            </HeadCell>
            {lines.map((line) => (
              <HeadCell key={line.id} align="right" className="sticky top-0 bg-surface">
                {line.style === 'solid' ? line.label : `${line.label} · ${line.style}`}
              </HeadCell>
            ))}
          </>
        }
      >
        {rows.slice(0, MAX_ROWS).map(({ step }) => (
          <tr key={step}>
            <Cell align="right" className="h-7 text-ink-faint">
              {step}
            </Cell>
            {lines.map((line, index) => (
              <Cell key={line.id} align="right" className="h-7">
                {formatMetric(valuesOfLine[index]?.get(step ?? Number.NaN))}
              </Cell>
            ))}
          </tr>
        ))}
      </DataTable>
      {rows.length > MAX_ROWS && (
        <p className="px-4 py-2 text-sm text-ink-faint">
          The first {plural(MAX_ROWS, 'step')} of {rows.length}.
        </p>
      )}
    </div>
  );
}

function measuredAt(line: PreparedLine): ReadonlyMap<number, number | null> {
  return new Map(line.points.map(({ step, raw }) => [step, raw]));
}
