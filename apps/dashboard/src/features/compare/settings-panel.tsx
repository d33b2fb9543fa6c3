'use client';
import { memo } from 'react';
import { MISSING, plural } from '../../format/format';
import { classNames } from '../../ui/class-names';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Input } from '../../ui/field';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import type { SetCompareParams } from './compare-params';
import { prepareSettings } from './prepare-compare';
import type { Subject } from './subject';
import { SubjectHead } from './subject-head';

/** What they were made with: differences alone, unless all is asked for. */
export const SettingsPanel = memo(function SettingsPanel({
  subjects,
  reference,
  isDifferencesOnly,
  search,
  setParams,
}: {
  readonly subjects: readonly Subject[];
  readonly reference: number;
  readonly isDifferencesOnly: boolean;
  readonly search: string;
  readonly setParams: SetCompareParams;
}) {
  const all = prepareSettings(subjects);
  const differenceCount = all.filter(({ isDifferent }) => isDifferent).length;
  const needle = search.trim().toLowerCase();
  const rows = all.filter(
    ({ name, values, isDifferent }) =>
      (isDifferent || !isDifferencesOnly) &&
      (needle === '' || [name, ...values].some((text) => text?.toLowerCase().includes(needle))),
  );
  return (
    <Panel
      title="Parameters"
      hint={`${plural(differenceCount, 'difference')} in ${plural(all.length, 'parameter')}`}
      bodyClassName=""
      actions={
        <>
          <Input
            type="search"
            aria-label="Search parameters"
            placeholder="Search"
            className="!h-7 !w-40"
            value={search}
            onChange={(event) => setParams({ find: event.target.value || null })}
          />
          <Segmented
            label="Parameters shown"
            value={isDifferencesOnly ? 'differences' : 'all'}
            options={[
              { value: 'differences', label: 'Differences only' },
              { value: 'all', label: 'All' },
            ]}
            onChange={(shown) => setParams({ differences: shown === 'differences' })}
          />
        </>
      }
    >
      {rows.length === 0 ? (
        <p className="px-4 py-8 text-center text-ink-faint">
          {needle !== '' ? 'None matches the search.' : 'They were made with the very same parameters.'}
        </p>
      ) : (
        <DataTable
          caption="Parameters"
          head={
            <>
              <HeadCell className="sticky left-0 bg-surface">Parameter</HeadCell>
              {subjects.map((subject) => (
                <HeadCell key={subject.id} align="right">
                  <SubjectHead subject={subject} />
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
              {subjects.map((subject, index) => {
                const value = values[index] ?? null;
                const isOther = index !== reference && value !== values[reference];
                return (
                  <Cell
                    key={subject.id}
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
});
