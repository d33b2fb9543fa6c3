'use client';
import { parseAsArrayOf, parseAsBoolean, parseAsFloat, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import type { SeriesView, Zoom } from '../../charts';
import type { ChartChoices } from './chart-controls';

const CONTROLS = {
  smoothing: parseAsFloat.withDefault(0),
  log: parseAsBoolean.withDefault(false),
  logx: parseAsBoolean.withDefault(false),
  clip: parseAsBoolean.withDefault(false),
  axis: parseAsStringLiteral(['step', 'epoch', 'relative', 'wall']).withDefault('step'),
  zoom: parseAsArrayOf(parseAsFloat, '~'),
};

/** How the curves of a page are drawn, kept in its address. */
export function useCurveView() {
  const [controls, setControls] = useQueryStates(CONTROLS, { history: 'replace', throttleMs: 100 });
  const { smoothing, log, logx, clip, axis } = controls;
  const [from, to] = controls.zoom ?? [];
  const zoom = useMemo<Zoom | null>(() => (from !== undefined && to !== undefined ? [from, to] : null), [from, to]);
  const view = useMemo<SeriesView>(
    () => ({
      axis,
      smoothing,
      zoom,
      isClipped: clip,
      scale: log ? 'log' : 'linear',
      xScale: logx && axis !== 'wall' ? 'log' : 'linear',
    }),
    [axis, smoothing, zoom, clip, log, logx],
  );
  const onZoom = useCallback(
    (next: Zoom | null) => void setControls({ zoom: next === null ? null : [...next] }),
    [setControls],
  );
  const choices: ChartChoices = {
    ...{ axis, smoothing, scale: log ? 'log' : 'linear', xScale: logx ? 'log' : 'linear' },
    isClipped: clip,
  };
  const onChange = (next: Partial<ChartChoices>) =>
    void setControls({
      // A part of one axis is no part of another.
      ...(next.axis !== undefined && { axis: next.axis, zoom: null }),
      ...(next.smoothing !== undefined && { smoothing: next.smoothing || null }),
      ...(next.scale !== undefined && { log: next.scale === 'log' || null }),
      ...(next.xScale !== undefined && { logx: next.xScale === 'log' || null }),
      ...(next.isClipped !== undefined && { clip: next.isClipped || null }),
    });
  return { axis, zoom, view, choices, onChange, onZoom };
}
