'use client';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { formatCount, formatMetric, plural } from '../format/format';
import { classNames } from '../ui/class-names';
import { Cell, DataTable, HeadCell } from '../ui/data-table';
import { ChartFrame } from './chart-frame';
import { slotColor } from './palette';
import {
  markerPath,
  type PreparedScatter,
  prepareScatter,
  type ScatterGroup,
  type ScatterPoint,
} from './prepare-scatter';

const WIDTH = 720;
const HEIGHT = 460;
const MARGIN = 10;
const MAX_ROWS = 300;

/**
 * Named points in two dimensions, in groups that colour and shape tell apart. A group can be lit by its place in the
 * legend; the arrow keys go from point to point and Enter opens one.
 */
export function ScatterChart({
  title,
  x,
  y,
  labels,
  names,
  xLabel,
  yLabel,
  onOpen,
}: {
  readonly title: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly labels: readonly (string | null)[];
  readonly names: readonly string[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly onOpen?: (index: number) => void;
}) {
  const prepared = useMemo(() => prepareScatter({ x, y, labels }), [x, y, labels]);
  const [lit, setLit] = useState<string | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const point = chosen === null ? null : (prepared.points[chosen] ?? null);
  const litLabel = lit !== null && prepared.groups.some(({ label }) => label === lit) ? lit : null;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step !== undefined && prepared.points.length > 0) {
      event.preventDefault();
      const count = prepared.points.length;
      setChosen((current) => (current === null ? 0 : (current + step + count) % count));
    } else if (event.key === 'Enter' && point) onOpen?.(point.index);
    else if (event.key === 'Escape') setChosen(null);
  };
  return (
    <ChartFrame
      title={title}
      chart={
        <div className="flex flex-col gap-2">
          <div className="relative">
            <div
              role="application"
              aria-label={`${title}: ${plural(prepared.points.length, 'point')}. Arrow keys go from point to point, Enter opens one.`}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: the points are read with the arrow keys
              tabIndex={0}
              onKeyDown={onKeyDown}
              className="rounded-md border border-line bg-surface"
            >
              <Points prepared={prepared} lit={litLabel} chosen={point} onChoose={setChosen} onOpen={onOpen} />
            </div>
            <p
              aria-live="polite"
              className="pointer-events-none absolute top-1.5 left-2 max-w-full truncate text-sm text-ink-soft"
            >
              {point ? `${names[point.index] ?? ''} · ${point.group.label}` : ''}
            </p>
          </div>
          <div className="flex flex-wrap justify-between gap-x-4 text-sm text-ink-faint">
            <span>→ {xLabel}</span>
            <span>↑ {yLabel}</span>
          </div>
          <Legend groups={prepared.groups} lit={litLabel} onLight={setLit} />
          {prepared.edgeCount > 0 && (
            <p className="text-sm text-ink-faint">
              {plural(prepared.edgeCount, 'far point')} drawn at the edge; the table has their places.
            </p>
          )}
          {prepared.undrawnCount > 0 && (
            <p className="text-sm text-warn">{plural(prepared.undrawnCount, 'point')} without a finite place.</p>
          )}
        </div>
      }
      table={<PointTable title={title} prepared={prepared} names={names} x={x} y={y} />}
    />
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function Points({
  prepared,
  lit,
  chosen,
  onChoose,
  onOpen,
}: {
  readonly prepared: PreparedScatter;
  readonly lit: string | null;
  readonly chosen: ScatterPoint | null;
  readonly onChoose: (place: number | null) => void;
  readonly onOpen: ((index: number) => void) | undefined;
}) {
  const at = ({ x, y }: ScatterPoint) =>
    [MARGIN + x * (WIDTH - 2 * MARGIN), HEIGHT - MARGIN - y * (HEIGHT - 2 * MARGIN)] as const;
  const radius = prepared.points.length > 600 ? 3.2 : 4.5;
  return (
    <svg aria-hidden viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="block h-auto w-full">
      {prepared.points.map((point, place) => {
        const isLit = lit === null || point.group.label === lit;
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard's way is the arrow keys and Enter
          <path
            key={point.index}
            d={markerPath(point.group.shape, ...at(point), radius)}
            fill={slotColor(point.group.slot)}
            fillOpacity={isLit ? 0.78 : 0.07}
            onPointerEnter={() => onChoose(place)}
            onClick={() => onOpen?.(point.index)}
            className={onOpen ? 'cursor-pointer' : undefined}
          />
        );
      })}
      {chosen && (
        <path
          d={markerPath('circle', ...at(chosen), 9)}
          fill="none"
          stroke="var(--ink)"
          strokeWidth={2}
          className="pointer-events-none"
        />
      )}
    </svg>
  );
}

function Legend({
  groups,
  lit,
  onLight,
}: {
  readonly groups: readonly ScatterGroup[];
  readonly lit: string | null;
  readonly onLight: (label: string | null) => void;
}) {
  return (
    <ul className="flex flex-wrap gap-x-1 gap-y-0.5 text-sm">
      {groups.map(({ label, count, slot, shape }) => (
        <li key={label}>
          <button
            type="button"
            aria-pressed={lit === label}
            onClick={() => onLight(lit === label ? null : label)}
            className={classNames(
              'flex h-6 items-center gap-1.5 rounded-sm px-1.5 text-ink-soft hover:bg-hover hover:text-ink',
              lit === label && 'bg-accent-soft text-ink',
            )}
          >
            <svg aria-hidden viewBox="0 0 14 14" className="size-3.5">
              <path d={markerPath(shape, 7, 7, 4.5)} fill={slotColor(slot)} />
            </svg>
            {label} <span className="numeric text-ink-faint">{formatCount(count)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function PointTable({
  title,
  prepared,
  names,
  x,
  y,
}: {
  readonly title: string;
  readonly prepared: PreparedScatter;
  readonly names: readonly string[];
  readonly x: readonly number[];
  readonly y: readonly number[];
}) {
  return (
    <>
      <DataTable
        caption={title}
        className="max-h-96 overflow-y-auto"
        head={
          <>
            <HeadCell>Clip</HeadCell>
            <HeadCell>Group</HeadCell>
            <HeadCell align="right">→</HeadCell>
            <HeadCell align="right">↑</HeadCell>
          </>
        }
      >
        {prepared.points.slice(0, MAX_ROWS).map(({ index, group }) => (
          <tr key={index}>
            <Cell className="h-7 max-w-64 truncate font-mono text-sm">{names[index]}</Cell>
            <Cell className="h-7">{group.label}</Cell>
            <Cell align="right" className="h-7">
              {formatMetric(x[index])}
            </Cell>
            <Cell align="right" className="h-7">
              {formatMetric(y[index])}
            </Cell>
          </tr>
        ))}
      </DataTable>
      {prepared.points.length > MAX_ROWS && (
        <p className="px-4 py-2 text-sm text-ink-faint">
          The first {MAX_ROWS} of {formatCount(prepared.points.length)}, from left to right.
        </p>
      )}
    </>
  );
}
