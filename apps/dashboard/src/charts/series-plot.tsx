'use client';
import { lazy, type PointerEvent, Suspense, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useChartLink, useLinkedOwner, useLinkedPlace } from './chart-link';
import { drawQueue } from './draw-queue';
import { drawSeries } from './draw-series';
import { type PlotFrame, pixelToX, plotFrame, xToPixel, yToPixel } from './plot-frame';
import { type PreparedLine, type PreparedSeries, pointAt, type Zoom } from './prepare-series';
import { SeriesTooltip } from './series-tooltip';
import { usePlotInk } from './use-plot-ink';
import { usePlotKeys } from './use-plot-keys';
import { useSize } from './use-size';
import { rangeBetween } from './zoom-range';

/** Loaded with the first chart: pages without one need no chart library. */
const SeriesLines = lazy(() => import('./series-lines').then(({ SeriesLines }) => ({ default: SeriesLines })));

/** Above this many points an SVG takes longer to lay out than a frame lasts many times over: a canvas draws them. */
const MAX_SVG_POINTS = 3000;
const MAX_SVG_LINES = 16;

/** A pointer this near to a line means that line, in CSS pixels. */
const NEAR_PX = 28;

/** The drawing alone, with its cursor; what is drawn was decided by `prepareSeries`. */
export function SeriesPlot({
  prepared,
  label,
  all,
  isGrowing = false,
  onZoom,
}: {
  readonly prepared: PreparedSeries;
  /** What is to be seen, in a sentence. */
  readonly label: string;
  /** All there is of the horizontal axis. */
  readonly all: Zoom;
  /** Whether lines are drawn again several times a second: a canvas does that in a fraction of an SVG's time. */
  readonly isGrowing?: boolean;
  readonly onZoom?: ((zoom: Zoom | null) => void) | undefined;
}) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = useSize(box);
  const frame = useMemo(() => plotFrame(width, height), [width, height]);
  const ink = usePlotInk(box);
  const link = useChartLink();
  const highlighted = useLinkedOwner(link);
  const place = useLinkedPlace(link);
  const [pointer, setPointer] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const [selection, setSelection] = useState<Zoom | null>(null);
  const dragFrom = useRef<number | null>(null);
  const hintId = useId();
  const isOnCanvas = useMemo(() => isGrowing || isHeavy(prepared), [isGrowing, prepared]);
  useEffect(() => {
    const target = canvas.current;
    if (!isOnCanvas || target === null || ink === null || width === 0) return;
    return drawQueue.add(target, () => {
      const context = target.getContext('2d');
      if (!context) return;
      const density = window.devicePixelRatio || 1;
      // Setting the size clears and reallocates the canvas: only when it changed.
      if (target.width !== Math.round(width * density)) target.width = Math.round(width * density);
      if (target.height !== Math.round(height * density)) target.height = Math.round(height * density);
      context.setTransform(density, 0, 0, density, 0, 0);
      drawSeries(context, prepared, frame, ink, highlighted);
    });
  }, [isOnCanvas, prepared, frame, ink, highlighted, width, height]);
  const { setPlace, setOwner } = link;
  const { onKeyDown, spoken } = usePlotKeys({ prepared, place, all, setPlace, setOwner, setSelection, onZoom });
  const placeOf = (event: PointerEvent) => {
    const bounds = event.currentTarget.getBoundingClientRect();
    const at = { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
    return { at, place: pixelToX(prepared, frame)(at.x) };
  };
  const onPointerMove = (event: PointerEvent) => {
    const { at, place: here } = placeOf(event);
    setPointer(at);
    setPlace(here);
    if (dragFrom.current !== null) setSelection(rangeBetween(prepared, dragFrom.current, here));
    else setOwner(nearestLine(prepared, frame, here, at.y)?.owner ?? null);
  };
  const endDrag = (event: PointerEvent) => {
    const range = dragFrom.current === null ? null : rangeBetween(prepared, dragFrom.current, placeOf(event).place);
    dragFrom.current = null;
    setSelection(null);
    if (range !== null) onZoom?.(range);
  };
  const leave = () => {
    setPointer(null);
    setPlace(null);
    setOwner(null);
  };
  return (
    <div
      ref={box}
      role="application"
      aria-roledescription="chart"
      aria-label={label}
      aria-describedby={hintId}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its values are read with the arrow keys
      tabIndex={0}
      className={`relative size-full touch-pan-y select-none ${onZoom ? 'cursor-crosshair' : ''}`}
      onKeyDown={onKeyDown}
      onBlur={leave}
      onPointerMove={onPointerMove}
      onPointerLeave={() => dragFrom.current === null && leave()}
      onPointerDown={(event) => {
        if (event.button !== 0 || onZoom === undefined || event.pointerType === 'touch') return;
        event.currentTarget.setPointerCapture(event.pointerId);
        dragFrom.current = placeOf(event).place;
      }}
      onPointerUp={endDrag}
      onPointerCancel={endDrag}
      onDoubleClick={() => onZoom?.(null)}
    >
      {isOnCanvas ? (
        <canvas ref={canvas} aria-hidden className="absolute inset-0 size-full" />
      ) : (
        <div aria-hidden className="pointer-events-none absolute inset-0">
          {width > 0 && (
            <Suspense fallback={null}>
              <SeriesLines prepared={prepared} frame={frame} highlighted={highlighted} />
            </Suspense>
          )}
        </div>
      )}
      <span id={hintId} className="sr-only">
        Left and right arrows read the values, up and down choose a line, plus and minus zoom, shift with an arrow
        selects a part and Enter zooms to it, 0 shows all.
      </span>
      <span aria-live="polite" className="sr-only">
        {spoken}
      </span>
      {width > 0 && (
        <Overlay
          prepared={prepared}
          frame={frame}
          place={place}
          pointer={pointer}
          selection={selection}
          highlighted={highlighted}
        />
      )}
    </div>
  );
}

function Overlay({
  prepared,
  frame,
  place,
  pointer,
  selection,
  highlighted,
}: {
  readonly prepared: PreparedSeries;
  readonly frame: PlotFrame;
  readonly place: number | null;
  readonly pointer: { readonly x: number; readonly y: number } | null;
  readonly selection: Zoom | null;
  readonly highlighted: string | null;
}) {
  const toX = xToPixel(prepared, frame);
  const [from, to] = prepared.x.domain;
  const isShown = place !== null && place >= from && place <= to;
  const at = isShown ? toX(place) : 0;
  const isRight = at > (frame.left + frame.right) / 2;
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0">
      {selection !== null && (
        <span
          className="absolute border-x border-accent bg-accent/15"
          style={{
            left: toX(selection[0]),
            width: toX(selection[1]) - toX(selection[0]),
            top: frame.top,
            height: frame.bottom - frame.top,
          }}
        />
      )}
      {isShown && (
        <span
          className="absolute w-px bg-ink-faint"
          style={{ left: at, top: frame.top, height: frame.bottom - frame.top }}
        />
      )}
      {isShown && pointer !== null && (
        <div
          className={`absolute top-2 z-30 ${isRight ? '-translate-x-full' : ''}`}
          style={{ left: at + (isRight ? -10 : 10) }}
        >
          <SeriesTooltip
            prepared={prepared}
            place={place}
            value={valueAt(prepared, frame, pointer.y)}
            highlighted={highlighted}
          />
        </div>
      )}
    </div>
  );
}

function isHeavy({ lines }: PreparedSeries): boolean {
  return lines.length > MAX_SVG_LINES || lines.reduce((sum, { points }) => sum + points.length, 0) > MAX_SVG_POINTS;
}

function valueAt({ y, scale }: PreparedSeries, frame: PlotFrame, pixel: number): number {
  const share = (frame.bottom - pixel) / (frame.bottom - frame.top);
  const [from, to] = y.domain;
  return scale === 'log' ? from * (to / from) ** share : from + share * (to - from);
}

function nearestLine(prepared: PreparedSeries, frame: PlotFrame, place: number, pixel: number): PreparedLine | null {
  const toY = yToPixel(prepared, frame);
  let best: PreparedLine | null = null;
  let distance = NEAR_PX;
  for (const line of prepared.lines) {
    const value = pointAt(line, place)?.smoothed ?? null;
    if (value === null) continue;
    const away = Math.abs(toY(value) - pixel);
    if (away < distance) [best, distance] = [line, away];
  }
  return best;
}
