import { MISSING, plural } from '../../format/format';
import { classNames } from '../../ui/class-names';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import type { CompareParams, SetCompareParams } from './compare-params';
import { type ComparedRun, prepareSettings } from './prepare-compare';
import { RunHead } from './run-head';

/** What the runs were made with, differences first. */
export function SettingsPanel({
  runs,
  colors,
  params,
  setParams,
}: {
  readonly runs: readonly ComparedRun[];
  readonly colors: ReadonlyMap<string, number>;
  readonly params: CompareParams;
  readonly setParams: SetCompareParams;
}) {
  const all = prepareSettings(runs);
  const differenceCount = all.filter(({ isDifferent }) => isDifferent).length;
  const rows = params.differences ? all.filter(({ isDifferent }) => isDifferent) : all;
  return (
    <Panel
      title="Parameters"
      hint={`${plural(differenceCount, 'difference')} in ${plural(all.length, 'parameter')}`}
      bodyClassName=""
      actions={
        <Segmented
          label="Parameters shown"
          value={params.differences ? 'differences' : 'all'}
          options={[
            { value: 'all', label: 'All' },
            { value: 'differences', label: 'Differences only' },
          ]}
          onChange={(shown) => setParams({ differences: shown === 'differences' || null })}
        />
      }
    >
      {rows.length === 0 ? (
        <p className="px-4 py-8 text-center text-ink-faint">The runs were made with the very same parameters.</p>
      ) : (
        <DataTable
          caption="Parameters"
          head={
            <>
              <HeadCell className="sticky left-0 bg-surface">Parameter</HeadCell>
              {runs.map((run) => (
                <HeadCell key={run.id} align="right">
                  <RunHead run={run} color={colors.get(run.id) ?? 0} />
                </HeadCell>
              ))}
            </>
          }
        >
          {rows.map(({ name, values, isDifferent }) => (
            <tr key={name}>
              <th
                scope="row"
                className={classNames(
                  'sticky left-0 bg-surface px-4 py-1 text-left whitespace-nowrap',
                  isDifferent ? 'font-medium' : 'font-normal text-ink-faint',
                )}
              >
                {name}
              </th>
              {runs.map((run, index) => {
                const value = values[index] ?? null;
                const isOther = index > 0 && value !== values[0];
                return (
                  <Cell
                    key={run.id}
                    align="right"
                    title={value ?? undefined}
                    className={classNames(
                      'h-8 max-w-64 truncate',
                      isOther ? 'bg-accent-soft font-medium' : !isDifferent && 'text-ink-faint',
                    )}
                  >
                    {value ?? MISSING}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  );
}
