'use client';
import { Group, ListFilter, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { sentenceCase } from '../../format/format';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Menu, MenuCheckItem, MenuSeparator } from '../../ui/menu';
import { ViewsMenu } from '../views';
import { ColumnPanel } from './column-panel';
import { FilterInput } from './filter-input';
import { type ChipField, chipValues, quoteKey, withChip } from './filter-parts';
import { runColumn } from './run-column';
import { RunStatusMark, statusName } from './run-status';
import type { RunTableParams } from './run-table-params';
import type { useVocabulary } from './use-vocabulary';

const STATUSES = ['QUEUED', 'RUNNING', 'FINISHED', 'FAILED', 'CANCELED'] as const;
const TASKS = ['EMOTION', 'GENDER', 'SPEAKER'] as const;
const GROUPS = ['experiment', 'protocol', 'task', 'architecture', 'status', 'fold', 'seed', 'backend'] as const;

/** The filter as a line and as chips, columns, groups, kept views. All of it lives in the address. */
export function RunsToolbar({
  slug,
  table,
  words,
}: {
  readonly slug: string;
  readonly table: RunTableParams;
  readonly words: ReturnType<typeof useVocabulary>;
}) {
  const { params, setParams, columns } = table;
  const { q, group } = params;
  const setLine = (line: string) => setParams({ q: line || null });
  const chip = (field: ChipField) => {
    const values = chipValues(q, field);
    return {
      values,
      toggle: (value: string, isOn: boolean) =>
        setLine(withChip(q, field, isOn ? [...values, value] : values.filter((one) => one !== value))),
      clear: () => setLine(withChip(q, field, [])),
    };
  };
  const [status, task, protocol] = [chip('status'), chip('task'), chip('protocol')];
  const varied = words.known.params.filter(({ values }) => values.length > 1).slice(0, 12);
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
      <FilterInput value={q} onChange={setLine} vocabulary={words.vocabulary} />
      <Chip
        name="Status"
        value={status.values.map((one) => statusName(one as (typeof STATUSES)[number])).join(', ')}
        onClear={status.clear}
      >
        {STATUSES.map((option) => (
          <MenuCheckItem
            key={option}
            checked={status.values.includes(option)}
            onChange={(isOn) => status.toggle(option, isOn)}
          >
            <RunStatusMark status={option} /> {statusName(option)}
          </MenuCheckItem>
        ))}
      </Chip>
      <Chip name="Task" value={task.values.map(sentenceCase).join(', ')} onClear={task.clear}>
        {TASKS.map((option) => (
          <MenuCheckItem
            key={option}
            checked={task.values.includes(option)}
            onChange={(isOn) => task.toggle(option, isOn)}
          >
            {sentenceCase(option)}
          </MenuCheckItem>
        ))}
      </Chip>
      <Chip name="Protocol" value={protocol.values.join(', ')} onClear={protocol.clear}>
        {words.known.protocols.map((option) => (
          <MenuCheckItem
            key={option}
            checked={protocol.values.includes(option)}
            onChange={(isOn) => protocol.toggle(option, isOn)}
          >
            {option}
          </MenuCheckItem>
        ))}
      </Chip>
      <span className="ml-auto flex items-center gap-1">
        <Menu
          align="end"
          trigger={
            <Button variant="ghost" className={group ? 'text-accent' : undefined}>
              <Group aria-hidden /> {group ? `By ${runColumn(group)?.title ?? group}` : 'Group'}
            </Button>
          }
        >
          <MenuCheckItem checked={group === null} onChange={() => setParams({ group: null })}>
            No groups
          </MenuCheckItem>
          <MenuSeparator />
          {[...GROUPS, ...varied.map(({ key }) => `params.${quoteKey(key)}`)].map((id) => (
            <MenuCheckItem key={id} checked={group === id} onChange={(isOn) => setParams({ group: isOn ? id : null })}>
              {runColumn(id)?.title ?? id}
            </MenuCheckItem>
          ))}
        </Menu>
        <ViewsMenu slug={slug} table={table} />
        <span className="hidden md:block">
          <ColumnPanel columns={columns} known={words.known} setParams={setParams} />
        </span>
      </span>
    </div>
  );
}

function Chip({
  name,
  value,
  onClear,
  children,
}: {
  readonly name: string;
  readonly value: string;
  readonly onClear: () => void;
  readonly children: ReactNode;
}) {
  const isOn = value !== '';
  return (
    <span
      className={classNames(
        'inline-flex h-8 max-w-64 items-center rounded-md border',
        isOn ? 'border-accent bg-accent-soft' : 'border-line-strong border-dashed bg-surface',
      )}
    >
      <Menu
        trigger={
          <button
            type="button"
            className={classNames(
              'flex h-full min-w-0 items-center gap-1.5 rounded-md px-2.5',
              isOn ? 'text-accent' : 'text-ink-soft hover:text-ink',
            )}
          >
            {!isOn && <ListFilter aria-hidden className="size-3.5" />}
            {name}
            {isOn && <span className="truncate font-medium">{value}</span>}
          </button>
        }
      >
        {children}
      </Menu>
      {isOn && (
        <button
          type="button"
          aria-label={`Clear the filter ${name}`}
          onClick={onClear}
          className="mr-1 flex size-5 items-center justify-center rounded-sm text-accent hover:bg-hover"
        >
          <X aria-hidden className="size-3" />
        </button>
      )}
    </span>
  );
}
