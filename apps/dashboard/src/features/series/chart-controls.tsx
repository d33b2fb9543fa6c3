'use client';
import { useId } from 'react';
import { AXIS_NAMES, type AxisKind, type Scale } from '../../charts';
import { Button } from '../../ui/button';
import { Select } from '../../ui/field';
import { Segmented } from '../../ui/segmented';

const SCALES = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
] as const;

const AXES: readonly AxisKind[] = ['step', 'epoch', 'relative', 'wall'];

export interface ChartChoices {
  readonly axis: AxisKind;
  readonly smoothing: number;
  readonly scale: Scale;
  readonly xScale: Scale;
  readonly isClipped: boolean;
}

/**
 * How charts of curves are drawn: what is across, both scales, smoothing (the values as measured stay visible), and
 * whether outliers may lie outside.
 */
export function ChartControls({
  choices: { axis, smoothing, scale, xScale, isClipped },
  onChange,
}: {
  readonly choices: ChartChoices;
  readonly onChange: (changed: Partial<ChartChoices>) => void;
}) {
  const id = useId();
  return (
    <>
      <Select
        aria-label="Horizontal axis"
        value={axis}
        onChange={(event) => onChange({ axis: AXES.find((one) => one === event.target.value) ?? 'step' })}
        className="w-36 [&_select]:h-7 [&_select]:text-sm"
      >
        {AXES.map((one) => (
          <option key={one} value={one}>
            {AXIS_NAMES[one]}
          </option>
        ))}
      </Select>
      <Toggle
        isOn={xScale === 'log'}
        isDisabled={axis === 'wall'}
        onChange={(on) => onChange({ xScale: on ? 'log' : 'linear' })}
      >
        Log x
      </Toggle>
      <Segmented
        label="Scale of the values"
        value={scale}
        options={SCALES}
        onChange={(next) => onChange({ scale: next })}
      />
      <Toggle
        isOn={isClipped}
        onChange={(on) => onChange({ isClipped: on })}
        title="Let the few values far from all others lie outside"
      >
        Clip outliers
      </Toggle>
      <label htmlFor={id} className="flex items-center gap-2 text-sm text-ink-soft">
        Smoothing
        <input
          id={id}
          type="range"
          min={0}
          max={0.99}
          step={0.01}
          value={smoothing}
          onChange={(event) => onChange({ smoothing: Number(event.target.value) })}
          className="w-24 accent-accent"
        />
        <output htmlFor={id} className="numeric w-8 text-ink-faint">
          {smoothing === 0 ? 'off' : smoothing.toFixed(2)}
        </output>
      </label>
    </>
  );
}

function Toggle({
  isOn,
  isDisabled = false,
  onChange,
  title,
  children,
}: {
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly title?: string;
  readonly children: string;
}) {
  return (
    <Button
      size="sm"
      aria-pressed={isOn}
      disabled={isDisabled}
      title={title}
      onClick={() => onChange(!isOn)}
      className={isOn ? '!border-accent !bg-accent-soft !text-accent' : undefined}
    >
      {children}
    </Button>
  );
}
