'use client';
import { Columns3, ListFilter, Search, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { sentenceCase } from '../../format/format';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Input } from '../../ui/field';
import { Menu, MenuCheckItem } from '../../ui/menu';
import { PROTOCOLS, STATUSES, TASKS, type useRunListParams } from './run-list-params';
import { RunStatusMark, statusName } from './run-status';
import { COLUMN_LOOKS } from './runs-columns';

type Params = ReturnType<typeof useRunListParams>;

/** Search, filters as chips, columns. All of it lives in the address. */
export function RunsToolbar({ params, setParams, isFiltered }: Pick<Params, 'params' | 'setParams' | 'isFiltered'>) {
  const { q, status, task, protocol, hide } = params;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
      <div className="relative min-w-40 flex-1 basis-52 sm:max-w-72">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-ink-faint"
        />
        <Input
          type="search"
          aria-label="Search runs by name"
          className="pl-8"
          placeholder="Search by name"
          value={q}
          onChange={(event) => setParams({ q: event.target.value || null })}
        />
      </div>
      <FilterChip
        name="Status"
        value={status.map((one) => statusName(one)).join(', ')}
        onClear={() => setParams({ status: null })}
      >
        {STATUSES.map((option) => (
          <MenuCheckItem
            key={option}
            checked={status.includes(option)}
            onChange={(isOn) =>
              setParams({ status: isOn ? [...status, option] : status.filter((one) => one !== option) })
            }
          >
            <RunStatusMark status={option} /> {statusName(option)}
          </MenuCheckItem>
        ))}
      </FilterChip>
      <FilterChip name="Task" value={task ? sentenceCase(task) : ''} onClear={() => setParams({ task: null })}>
        {TASKS.map((option) => (
          <MenuCheckItem
            key={option}
            checked={task === option}
            onChange={(isOn) => setParams({ task: isOn ? option : null })}
          >
            {sentenceCase(option)}
          </MenuCheckItem>
        ))}
      </FilterChip>
      <FilterChip name="Protocol" value={protocol ?? ''} onClear={() => setParams({ protocol: null })}>
        {PROTOCOLS.map((option) => (
          <MenuCheckItem
            key={option}
            checked={protocol === option}
            onChange={(isOn) => setParams({ protocol: isOn ? option : null })}
          >
            {option}
          </MenuCheckItem>
        ))}
      </FilterChip>
      {isFiltered && (
        <Button variant="ghost" onClick={() => setParams({ q: null, status: null, task: null, protocol: null })}>
          Clear
        </Button>
      )}
      <span className="ml-auto hidden md:block">
        <Menu
          align="end"
          trigger={
            <Button variant="ghost">
              <Columns3 aria-hidden /> Columns
            </Button>
          }
        >
          {Object.entries(COLUMN_LOOKS)
            .filter(([, look]) => !look.isAlwaysShown)
            .map(([id, look]) => (
              <MenuCheckItem
                key={id}
                checked={!hide.includes(id)}
                onChange={(isShown) =>
                  setParams({ hide: isShown ? hide.filter((other) => other !== id) : [...hide, id] })
                }
              >
                {look.title}
              </MenuCheckItem>
            ))}
        </Menu>
      </span>
    </div>
  );
}

function FilterChip({
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
