'use client';
import {
  CartesianGrid,
  type DotItemDotProps,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from 'recharts';
import { formatCount, formatMetric } from '../format/format';
import type { LineStyle } from './chart-series';
import { slotColor } from './palette';
import { type PreparedLine, type PreparedSeries, stepAt } from './prepare-series';
import { SeriesTooltip } from './series-tooltip';

const DASHES: Readonly<Record<LineStyle, string>> = { solid: '0', dashed: '5 3', dotted: '1.5 3' };
const TICK = { fill: 'var(--ink-faint)', fontSize: 11 } as const;

/** The drawing alone; what is drawn was decided by `prepareSeries`. Loaded when the first chart is shown. */
export function SeriesPlot({
  prepared,
  highlighted,
  syncId,
}: {
  readonly prepared: PreparedSeries;
  readonly highlighted: string | null;
  readonly syncId?: string | undefined;
}) {
  const { rows, x, y, scale, xScale, lines } = prepared;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={[...rows]} margin={{ top: 6, right: 10, bottom: 0, left: 0 }} {...(syncId ? { syncId } : {})}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis
          dataKey="x"
          type="number"
          scale={xScale}
          tickFormatter={(place: number) => formatCount(Math.round(stepAt(place, xScale)))}
          allowDataOverflow
          domain={[...x.domain]}
          ticks={[...x.ticks]}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          height={22}
        />
        <YAxis
          type="number"
          scale={scale}
          domain={[...y.domain]}
          ticks={[...y.ticks]}
          allowDataOverflow
          tick={TICK}
          tickFormatter={(value: number) => formatMetric(value)}
          tickLine={false}
          axisLine={false}
          width={46}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--line-strong)' }}
          wrapperStyle={{ zIndex: 30, outline: 'none' }}
          content={({ active, label }: TooltipContentProps) =>
            active && typeof label === 'number' ? <SeriesTooltip lines={lines} step={stepAt(label, xScale)} /> : null
          }
        />
        {lines.map((line) => rawLine(line, isFaded(line, highlighted)))}
        {lines.map((line) => mainLine(line, isFaded(line, highlighted)))}
      </LineChart>
    </ResponsiveContainer>
  );
}

function isFaded(line: PreparedLine, highlighted: string | null): boolean {
  return highlighted !== null && highlighted !== line.label;
}

function rawLine(line: PreparedLine, faded: boolean) {
  if (line.rawKey === null) return null;
  return (
    <Line
      key={line.rawKey}
      dataKey={line.rawKey}
      stroke={slotColor(line.color)}
      strokeOpacity={faded ? 0.06 : 0.22}
      strokeWidth={1}
      dot={false}
      activeDot={false}
      isAnimationActive={false}
      connectNulls={false}
    />
  );
}

function mainLine(line: PreparedLine, faded: boolean) {
  const color = slotColor(line.color);
  const drawLonelyDot = ({ key, cx, cy, payload }: DotItemDotProps) =>
    typeof cy === 'number' && line.lonelySteps.has(stepOf(payload)) ? (
      <circle key={key} cx={cx} cy={cy} r={3} fill={color} fillOpacity={faded ? 0.2 : 1} />
    ) : (
      <g key={key} />
    );
  return (
    <Line
      key={line.key}
      dataKey={line.key}
      stroke={color}
      strokeOpacity={faded ? 0.18 : 1}
      strokeWidth={1.75}
      strokeDasharray={DASHES[line.style]}
      strokeLinecap={line.style === 'dotted' ? 'round' : 'butt'}
      dot={line.lonelySteps.size > 0 ? drawLonelyDot : false}
      activeDot={{ r: 3, strokeWidth: 0, fill: color }}
      isAnimationActive={false}
      connectNulls={false}
    />
  );
}

function stepOf(payload: unknown): number {
  return typeof payload === 'object' && payload !== null && 'step' in payload ? Number(payload.step) : Number.NaN;
}
