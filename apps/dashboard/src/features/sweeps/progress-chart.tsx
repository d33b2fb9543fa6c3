'use client';
import { useRef } from 'react';
import { ChartFrame } from '../../charts/chart-frame';
import { useSize } from '../../charts/use-size';
import { formatMetric } from '../../format/format';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import type { ProgressPoint } from './prepare-sweep';

const HEIGHT = 220;
const LEFT = 48;
const BOTTOM = 24;

/** Every complete trial as a dot, and the best so far as a line. */
export function ProgressChart({
  points,
  metric,
}: {
  readonly points: readonly ProgressPoint[];
  readonly metric: string;
}) {
  return (
    <ChartFrame
      title={`Best ${metric} so far, by trial`}
      chart={<Plot points={points} metric={metric} />}
      table={
        <DataTable
          caption="Best so far by trial"
          className="max-h-64"
          head={
            <>
              <HeadCell>Trial</HeadCell>
              <HeadCell align="right">{metric}</HeadCell>
              <HeadCell align="right">Best so far</HeadCell>
            </>
          }
        >
          {points.map(({ number, value, best }) => (
            <tr key={number}>
              <Cell>{number}</Cell>
              <Cell align="right">{formatMetric(value)}</Cell>
              <Cell align="right">{formatMetric(best)}</Cell>
            </tr>
          ))}
        </DataTable>
      }
    />
  );
}

function Plot({ points, metric }: { readonly points: readonly ProgressPoint[]; readonly metric: string }) {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  if (points.length === 0) return <p className="py-10 text-center text-ink-faint">No trial is complete yet.</p>;
  const values = points.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = most === least ? 0.05 : (most - least) * 0.08;
  const [low, high] = [least - room, most + room];
  const last = Math.max(2, ...points.map(({ number }) => number));
  const x = (number: number) => LEFT + ((number - 1) / (last - 1)) * Math.max(0, width - LEFT - 12);
  const y = (value: number) => 8 + (1 - (value - low) / (high - low)) * (HEIGHT - BOTTOM - 8);
  const line = points.map(
    ({ number, best }, i) => `${i === 0 ? 'M' : 'H'}${x(number)}${i === 0 ? `,${y(best)}` : ` V${y(best)}`}`,
  );
  const best = points.at(-1)?.best ?? 0;
  const ticks = [least, (least + most) / 2, most].filter((tick, i, all) => all.indexOf(tick) === i);
  return (
    <div ref={box} className="w-full">
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={`${points.length} complete trials; the best ${metric} so far is ${formatMetric(best)}`}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={Math.max(LEFT, width - 12)} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
            <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end" fontSize="11" fill="var(--ink-faint)">
              {formatMetric(tick)}
            </text>
          </g>
        ))}
        <text x={LEFT} y={HEIGHT - 6} fontSize="11" fill="var(--ink-faint)">
          trial 1
        </text>
        <text x={Math.max(LEFT, width - 12)} y={HEIGHT - 6} textAnchor="end" fontSize="11" fill="var(--ink-faint)">
          {last}
        </text>
        <path d={line.join(' ')} fill="none" stroke="var(--accent)" strokeWidth="2" />
        {points.map(({ number, value, isNewBest }) => (
          <circle
            key={number}
            cx={x(number)}
            cy={y(value)}
            r={isNewBest ? 4 : 3}
            fill={isNewBest ? 'var(--accent)' : 'var(--surface)'}
            stroke={isNewBest ? 'var(--accent)' : 'var(--ink-faint)'}
            strokeWidth="1.5"
          >
            <title>{`Trial ${number}: ${formatMetric(value)}`}</title>
          </circle>
        ))}
      </svg>
    </div>
  );
}
