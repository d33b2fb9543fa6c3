'use client';
import { useId } from 'react';
import type { Scale } from '../../charts';
import { Segmented } from '../../ui/segmented';

const SCALES = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
] as const;

/** How charts of curves are drawn: smoothing (the values as measured stay visible), and the scale of the values. */
export function ChartControls({
  smoothing,
  scale,
  onSmoothing,
  onScale,
}: {
  readonly smoothing: number;
  readonly scale: Scale;
  readonly onSmoothing: (smoothing: number) => void;
  readonly onScale: (scale: Scale) => void;
}) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="flex items-center gap-2 text-sm text-ink-soft">
        Smoothing
        <input
          id={id}
          type="range"
          min={0}
          max={0.95}
          step={0.05}
          value={smoothing}
          onChange={(event) => onSmoothing(Number(event.target.value))}
          className="w-24 accent-accent"
        />
        <output htmlFor={id} className="numeric w-8 text-ink-faint">
          {smoothing === 0 ? 'off' : smoothing.toFixed(2)}
        </output>
      </label>
      <Segmented label="Scale of the values" value={scale} options={SCALES} onChange={onScale} />
    </>
  );
}
