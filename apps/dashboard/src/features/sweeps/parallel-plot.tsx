'use client';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useSize } from '../../charts/use-size';
import { type Brush, isBrushed, type ParallelFigure } from './prepare-sweep';

const HEIGHT = 280;
const TOP = 30;
const BOTTOM = 18;
const SIDE = 44;
const STEP = 0.05;

/**
 * Parallel coordinates. Drag along an axis to keep the trials that lie there; with the keyboard, arrows move the lower
 * end and, with Shift, the upper end of an axis' stretch, and Escape lets it go.
 */
export function ParallelPlot({
  figure,
  brushes,
  onBrush,
}: {
  readonly figure: ParallelFigure;
  readonly brushes: ReadonlyMap<number, Brush>;
  readonly onBrush: (brushes: ReadonlyMap<number, Brush>) => void;
}) {
  const box = useRef<HTMLFieldSetElement>(null);
  const { width: boxWidth } = useSize(box);
  const [drag, setDrag] = useState<{ readonly axis: number; readonly from: number } | null>(null);
  const { axes, lines } = figure;
  const width = Math.max(boxWidth, axes.length * 96);
  const x = (axis: number) => SIDE + (axis / Math.max(1, axes.length - 1)) * (width - 2 * SIDE);
  const y = (at: number) => TOP + (1 - at) * (HEIGHT - TOP - BOTTOM);
  const placeOf = (event: PointerEvent<SVGElement>) => {
    const { top } = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, 1 - (event.clientY - top) / (HEIGHT - TOP - BOTTOM)));
  };
  const set = (axis: number, brush: Brush | null) => {
    const next = new Map(brushes);
    if (brush === null) next.delete(axis);
    else next.set(axis, brush);
    onBrush(next);
  };
  const onKeyDown = (axis: number) => (event: KeyboardEvent) => {
    const [from, to] = brushes.get(axis) ?? [0, 1];
    const move = event.key === 'ArrowUp' ? STEP : event.key === 'ArrowDown' ? -STEP : 0;
    if (event.key === 'Escape') set(axis, null);
    if (move === 0) return;
    event.preventDefault();
    set(
      axis,
      event.shiftKey
        ? [from, Math.min(1, Math.max(from + STEP, to + move))]
        : [Math.max(0, Math.min(to - STEP, from + move)), to],
    );
  };
  const shown = lines.filter((line) => isBrushed(line, brushes));
  return (
    <fieldset ref={box} className="w-full min-w-0 overflow-x-auto">
      <legend className="sr-only">{`${shown.length} of ${lines.length} trials on ${axes.length} axes`}</legend>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the legend says what it is, and each axis has a name */}
      <svg width={width} height={HEIGHT}>
        <g aria-hidden>
          {[...lines]
            .sort((a, b) => (a.rank ?? -1) - (b.rank ?? -1))
            .map((line) => (
              <path
                key={line.id}
                d={pathOf(line.places, x, y)}
                fill="none"
                stroke={line.rank === null ? 'var(--line-strong)' : 'var(--accent)'}
                strokeWidth={line.rank === 1 ? 2.5 : 1.25}
                strokeDasharray={line.rank === null ? '3 3' : undefined}
                opacity={isBrushed(line, brushes) ? 0.25 + 0.75 * (line.rank ?? 0.2) : 0.06}
              />
            ))}
        </g>
        {axes.map((axis, i) => {
          const brush = brushes.get(i);
          return (
            <g key={axis.name} transform={`translate(${x(i)},0)`}>
              <text y={14} textAnchor="middle" fontSize="12" fontWeight="600" fill="var(--ink)">
                {axis.name}
              </text>
              <line y1={TOP} y2={HEIGHT - BOTTOM} stroke="var(--line-strong)" />
              {axis.ticks.map(({ at, label }) => (
                <text
                  key={at}
                  x={6}
                  y={y(at) + 4}
                  fontSize="11"
                  fill="var(--ink-soft)"
                  stroke="var(--surface)"
                  strokeWidth="3"
                  paintOrder="stroke"
                >
                  {label}
                </text>
              ))}
              {brush && (
                <rect
                  x={-6}
                  width={12}
                  y={y(brush[1])}
                  height={y(brush[0]) - y(brush[1])}
                  fill="var(--accent)"
                  opacity="0.35"
                  rx="2"
                />
              )}
              <rect
                role="slider"
                tabIndex={0}
                aria-label={`Stretch of ${axis.name}`}
                aria-valuemin={0}
                aria-valuemax={100}
                aria-valuenow={Math.round((brush?.[0] ?? 0) * 100)}
                aria-valuetext={
                  brush ? `${Math.round(brush[0] * 100)} to ${Math.round(brush[1] * 100)} percent` : 'all'
                }
                aria-orientation="vertical"
                className="cursor-ns-resize fill-transparent focus-visible:outline-2 focus-visible:outline-accent"
                x={-14}
                width={28}
                y={TOP}
                height={HEIGHT - TOP - BOTTOM}
                onKeyDown={onKeyDown(i)}
                onPointerDown={(event) => {
                  event.currentTarget.setPointerCapture(event.pointerId);
                  setDrag({ axis: i, from: placeOf(event) });
                }}
                onPointerMove={(event) => {
                  if (drag?.axis !== i) return;
                  const to = placeOf(event);
                  if (Math.abs(to - drag.from) > 0.02) set(i, [Math.min(drag.from, to), Math.max(drag.from, to)]);
                }}
                onPointerUp={(event) => {
                  if (drag?.axis === i && Math.abs(placeOf(event) - drag.from) <= 0.02) set(i, null);
                  setDrag(null);
                }}
              />
            </g>
          );
        })}
      </svg>
    </fieldset>
  );
}

/** Broken where a place is missing. */
function pathOf(places: readonly (number | null)[], x: (axis: number) => number, y: (at: number) => number): string {
  return places
    .map((place, axis) => {
      if (place === null) return '';
      const before = axis === 0 ? null : places[axis - 1];
      return `${before === null || before === undefined ? 'M' : 'L'}${x(axis)},${y(place)}`;
    })
    .join(' ');
}
