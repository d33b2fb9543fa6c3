'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import Link from 'next/link';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { runColor } from '../../charts/palette';
import { formatMetric, formatPercent } from '../../format/format';
import { Checkbox } from '../../ui/checkbox';
import { ProtocolBadge } from './protocol-badge';
import { DurationCell } from './run-cells';
import { foldLabel, headlineMetric, splitTrialName } from './run-facts';
import { RunStatusLabel } from './run-status';
import type { TableRun } from './run-windows';

const CARD_HEIGHT = 110;
/** Cards loaded before they come into sight. */
const AHEAD = 20;

/** The same runs for narrow windows: one card each. */
export function RunsCards({
  slug,
  rows,
  total,
  selection,
  onSelect,
  onSight,
}: {
  readonly slug: string;
  /** Those loaded, from the first on. */
  readonly rows: readonly TableRun[];
  readonly total: number;
  readonly selection: ReadonlyMap<string, TableRun>;
  readonly onSelect: (runs: readonly TableRun[], isSelected: boolean) => void;
  readonly onSight: (from: number, to: number) => void;
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
  const from = visible[0]?.index ?? 0;
  const to = Math.min(total - 1, (visible.at(-1)?.index ?? 0) + AHEAD);
  useEffect(() => {
    onSight(from, to);
  }, [onSight, from, to]);
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
              isSelected={selection.has(run.id)}
              onSelect={(isSelected) => onSelect([run], isSelected)}
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
  readonly run: TableRun;
  readonly isSelected: boolean;
  readonly onSelect: (isSelected: boolean) => void;
}) {
  const [name, trial] = splitTrialName(run.source === 'EXTERNAL' ? run.name : run.experiment.name);
  return (
    <div className="flex h-full gap-3">
      <span className="pt-0.5">
        <Checkbox label={`Select ${run.name}`} checked={isSelected} onChange={onSelect} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <div className="flex items-center gap-2">
          <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: runColor(run.id) }} />
          <Link href={`/p/${slug}/runs/${run.id}`} prefetch={false} className="flex min-w-0 font-medium">
            <span className="truncate">{name}</span>
            {trial && <span className="shrink-0 whitespace-pre">{trial}</span>}
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
