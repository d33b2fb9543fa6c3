'use client';
import { useId } from 'react';
import { slotColor } from '../../charts';
import { MISSING } from '../../format/format';
import { classNames } from '../../ui/class-names';
import { Panel } from '../../ui/panel';
import { ScrollBox } from '../../ui/scroll-box';
import type { Column } from './compare-page';
import { useCompareParams } from './compare-params';
import { type ComparisonRow, prepareComparison } from './prepare-comparison';

/** Everything about the runs side by side; what differs comes first and stands out. */
export function ComparisonTable({ columns }: { readonly columns: readonly Column[] }) {
  const { params, setParams } = useCompareParams();
  const id = useId();
  const groups = prepareComparison(columns.map(({ run }) => run))
    .map((group) => ({
      ...group,
      rows: params.diff ? group.rows.filter(({ isDifferent }) => isDifferent) : group.rows,
    }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <Panel
      title="Side by side"
      hint="Differences first"
      bodyClassName=""
      actions={
        <label htmlFor={id} className="flex cursor-pointer items-center gap-2 text-sm text-ink-soft">
          <input
            id={id}
            type="checkbox"
            className="size-3.5 accent-accent"
            checked={params.diff}
            onChange={(event) => setParams({ diff: event.target.checked || null })}
          />
          Differences only
        </label>
      }
    >
      <ScrollBox label="Side by side" className="overflow-x-auto">
        <table className="w-full border-collapse text-left">
          <caption className="sr-only">Results, setup and hyperparameters of the compared runs</caption>
          <thead>
            <tr className="border-b border-line">
              <td className="sticky left-0 w-44 bg-surface" />
              {columns.map(({ run, label, color }) => (
                <th key={run.id} scope="col" className="min-w-36 px-3 py-2 align-bottom text-sm font-medium">
                  <span className="flex items-center gap-2">
                    <span
                      aria-hidden
                      className="size-2 shrink-0 rounded-[2px]"
                      style={{ background: slotColor(color) }}
                    />
                    <span className="line-clamp-2">{label}</span>
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          {groups.map(({ title, rows }) => (
            <tbody key={title} className="border-b border-line last:border-0">
              <tr>
                <th
                  scope="rowgroup"
                  colSpan={columns.length + 1}
                  className="bg-subtle px-4 py-1.5 text-xs font-semibold tracking-wide text-ink-faint uppercase"
                >
                  {title}
                </th>
              </tr>
              {rows.map((row) => (
                <Row key={row.name} row={row} columns={columns} />
              ))}
            </tbody>
          ))}
        </table>
        {groups.length === 0 && <p className="py-8 text-center text-ink-faint">The runs do not differ in anything.</p>}
      </ScrollBox>
    </Panel>
  );
}

function Row({ row, columns }: { readonly row: ComparisonRow; readonly columns: readonly Column[] }) {
  const isMarked = row.isDifferent && columns.length > 1;
  return (
    <tr className="border-t border-line first:border-0">
      <th
        scope="row"
        className={classNames(
          'sticky left-0 max-w-44 truncate bg-surface px-4 py-1.5 font-normal',
          isMarked ? 'text-ink' : 'text-ink-faint',
        )}
      >
        {isMarked && <span className="sr-only">differs: </span>}
        {row.name}
      </th>
      {columns.map(({ run }, index) => {
        const isBest = row.best.includes(index);
        return (
          <td
            key={run.id}
            className={classNames(
              'numeric px-3 py-1.5 break-words',
              isBest ? 'font-semibold text-good' : isMarked ? 'bg-warn-soft/50' : 'text-ink-soft',
            )}
          >
            {row.values[index] ?? MISSING}
            {isBest && <span className="ml-1.5 text-xs font-normal">best</span>}
          </td>
        );
      })}
    </tr>
  );
}
