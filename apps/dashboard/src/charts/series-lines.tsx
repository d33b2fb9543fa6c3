'use client';
import { useMemo } from 'react';
import { Area, CartesianGrid, ComposedChart, type DotItemDotProps, Line, XAxis, YAxis } from 'recharts';
import { formatMetric } from '../format/format';
import type { LineStyle } from './chart-series';
import { formatTick } from './format-place';
import { markedPlaces, markerPath } from './markers';
import { slotColor } from './palette';
import type { PlotFrame } from './plot-frame';
import { isDrawable, type PreparedSeries } from './prepare-series';
import { type RowStretch, rowPlace, seriesRows } from './series-rows';

const DASHES: Readonly<Record<LineStyle, string>> = { solid: '0', dashed: '5 3', dotted: '1.5 3' };
const TICK = { fill: 'var(--ink-faint)', fontSize: 11 } as const;
const FADED = 0.14;

/** Lines of a few thousand points in all, drawn by recharts in the same frame as the canvas draws more. */
export function SeriesLines({
  prepared,
  frame,
  highlighted,
}: {
  readonly prepared: PreparedSeries;
  readonly frame: PlotFrame;
  /** Owner of the lines to look at; null, or an owner of none of these: all. */
  readonly highlighted: string | null;
}) {
  const { rows, stretches } = useMemo(() => seriesRows(prepared), [prepared]);
  const marks = useMemo(() => {
    const { lines, scale, x } = prepared;
    return new Map(
      lines.map((line) => [line.id, markedPlaces(line, x.domain, (value) => isDrawable(value, scale))] as const),
    );
  }, [prepared]);
  const someone = highlighted !== null && prepared.lines.some(({ owner }) => owner === highlighted);
  const strengthOf = ({ line }: RowStretch) => (!someone || line.owner === highlighted ? 1 : FADED);
  const places = (values: readonly number[]) => values.map((value) => rowPlace(value, prepared));
  const [from, to] = prepared.x.domain;
  return (
    <ComposedChart
      accessibilityLayer={false}
      data={[...rows]}
      width={frame.width}
      height={frame.height}
      margin={{ top: frame.top, right: frame.width - frame.right, bottom: 0, left: 0 }}
    >
      <CartesianGrid stroke="var(--line)" vertical={false} />
      <XAxis
        dataKey="x"
        type="number"
        scale={prepared.xScale}
        domain={places([from, to])}
        ticks={places(prepared.x.ticks)}
        tickFormatter={(place: number) => formatTick(place - rowPlace(0, prepared), prepared.axis, to - from)}
        allowDataOverflow
        tick={TICK}
        tickLine={false}
        axisLine={{ stroke: 'var(--line-strong)' }}
        height={frame.height - frame.bottom}
      />
      <YAxis
        type="number"
        scale={prepared.scale}
        domain={[...prepared.y.domain]}
        ticks={[...prepared.y.ticks]}
        tickFormatter={(value: number) => formatMetric(value)}
        allowDataOverflow
        interval={0}
        tick={TICK}
        tickLine={false}
        axisLine={false}
        width={frame.left}
      />
      {stretches.filter(({ kind }) => kind === 'band').map((one) => band(one, strengthOf(one)))}
      {stretches.filter(({ kind }) => kind === 'raw').map((one) => line(one, 0.24 * strengthOf(one), 1, NO_MARKS))}
      {stretches
        .filter(({ kind }) => kind === 'line')
        .map((one) => line(one, strengthOf(one), 1.75, marks.get(one.line.id) ?? NO_MARKS, prepared))}
    </ComposedChart>
  );
}

const NO_MARKS: ReadonlySet<number> = new Set();

function band({ key, line: { color } }: RowStretch, strength: number) {
  return (
    <Area
      key={key}
      dataKey={key}
      stroke="none"
      fill={slotColor(color)}
      fillOpacity={0.16 * strength}
      connectNulls
      isAnimationActive={false}
      activeDot={false}
    />
  );
}

function line(
  { key, line: { color, style, marker }, kind, isLonely }: RowStretch,
  opacity: number,
  width: number,
  marks: ReadonlySet<number>,
  prepared?: PreparedSeries,
) {
  const ink = slotColor(color);
  const drawDot = ({ key: dotKey, cx, cy, payload }: DotItemDotProps) => {
    if (typeof cx !== 'number' || typeof cy !== 'number') return <g key={dotKey} />;
    if (isLonely) return <circle key={dotKey} cx={cx} cy={cy} r={3} fill={ink} fillOpacity={opacity} />;
    const place = placeOf(payload) - (prepared ? rowPlace(0, prepared) : 0);
    if (!marks.has(place)) return <g key={dotKey} />;
    return (
      <path
        key={dotKey}
        d={markerPath(marker ?? 0, cx, cy, 3.5)}
        fill={ink}
        fillOpacity={opacity}
        stroke="var(--surface)"
        strokeWidth={1.5}
        paintOrder="stroke"
      />
    );
  };
  return (
    <Line
      key={key}
      dataKey={key}
      stroke={ink}
      strokeOpacity={opacity}
      strokeWidth={width}
      strokeDasharray={kind === 'raw' ? '0' : DASHES[style]}
      dot={isLonely || marks.size > 0 ? drawDot : false}
      activeDot={false}
      connectNulls
      isAnimationActive={false}
    />
  );
}

function placeOf(payload: unknown): number {
  return typeof payload === 'object' && payload !== null && 'x' in payload ? Number(payload.x) : Number.NaN;
}
