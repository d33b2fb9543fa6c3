'use client';
import type { RowSelectionState } from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import Link from 'next/link';
import { type Dispatch, type SetStateAction, useLayoutEffect, useRef, useState } from 'react';
import { runColor } from '../../charts/palette';
import { formatMetric, formatPercent } from '../../format/format';
import type { RunRowFragment } from '../../generated/graphql';
import { Checkbox } from '../../ui/checkbox';
import { ProtocolBadge } from './protocol-badge';
import { foldLabel, headlineMetric } from './run-facts';
import { RunStatusLabel } from './run-status';
import { DurationCell } from './runs-columns';
import { useLoadMore } from './use-load-more';

const CARD_HEIGHT = 110;

/** The same runs for narrow windows: one card each. */
export function RunsCards({
  slug,
  rows,
  selection,
  onSelect,
  onLoadMore,
}: {
  readonly slug: string;
  readonly rows: readonly RunRowFragment[];
  readonly selection: RowSelectionState;
  readonly onSelect: Dispatch<SetStateAction<RowSelectionState>>;
  readonly onLoadMore: () => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => setScrollMargin(list.current?.offsetTop ?? 0), []);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => CARD_HEIGHT,
    overscan: 6,
    scrollMargin,
  });
  const visible = virtualizer.getVirtualItems();
  useLoadMore(visible.at(-1)?.index, rows.length, onLoadMore);
  return (
    <ul ref={list} aria-label="Runs" className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {visible.map((item) => {
        const run = rows[item.index];
        if (run === undefined) return null;
        return (
          <li
            key={run.id}
            className="absolute inset-x-0 border-b border-line px-3 py-2.5"
            style={{ height: item.size, transform: `translateY(${item.start - scrollMargin}px)` }}
          >
            <RunCard
              slug={slug}
              run={run}
              isSelected={selection[run.id] === true}
              onSelect={(isSelected) => onSelect((current) => withRun(current, run.id, isSelected))}
            />
          </li>
        );
      })}
    </ul>
  );
}

function RunCard({
  slug,
  run,
  isSelected,
  onSelect,
}: {
  readonly slug: string;
  readonly run: RunRowFragment;
  readonly isSelected: boolean;
  readonly onSelect: (isSelected: boolean) => void;
}) {
  return (
    <div className="flex h-full gap-3">
      <span className="pt-0.5">
        <Checkbox label={`Select ${run.name}`} checked={isSelected} onChange={onSelect} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <div className="flex items-center gap-2">
          <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: runColor(run.id) }} />
          <Link href={`/p/${slug}/runs/${run.id}`} prefetch={false} className="min-w-0 truncate font-medium">
            {run.experiment.name}
          </Link>
          <span className="ml-auto shrink-0 text-sm">
            <RunStatusLabel status={run.status} isStalled={run.isStalled} />
          </span>
        </div>
        <div className="flex min-w-0 items-center gap-2 text-sm text-ink-faint">
          <ProtocolBadge protocol={run.experiment.protocol} />
          <span className="truncate">{foldLabel(run) ?? run.name}</span>
        </div>
        <dl className="numeric grid grid-cols-4 gap-2 text-sm">
          <Fact name="Test UAR" value={formatPercent(headlineMetric(run, 'uar', 'TEST'))} />
          <Fact name="Test acc." value={formatPercent(headlineMetric(run, 'accuracy', 'TEST'))} />
          <Fact name="Val. loss" value={formatMetric(headlineMetric(run, 'loss', 'VALIDATION'))} />
          <div className="min-w-0 text-right">
            <dt className="sr-only">Duration</dt>
            <dd>
              <DurationCell run={run} />
            </dd>
          </div>
        </dl>
      </div>
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function withRun(selection: RowSelectionState, id: string, isSelected: boolean): RowSelectionState {
  const { [id]: _, ...others } = selection;
  return isSelected ? { ...others, [id]: true } : others;
}
