import { inWorkspace, type Workspace } from '../kernels/workspace.js';

export interface PowerToDbOptions {
  /** Power that reads 0 dB; 'max': the largest value. Default 1. */
  readonly ref?: number | 'max';
  /** Smaller powers count as this. Default 1e-10. */
  readonly aMin?: number;
  /** Values lower than the largest (of all frames, not of each) minus this are raised to it; null: none. Default 80. */
  readonly topDb?: number | null;
}

/** Power to decibels, as `librosa.power_to_db`. Returns new values of the same layout. */
export function powerToDb(power: Float64Array, options: PowerToDbOptions = {}): Float64Array {
  return inWorkspace((workspace) => {
    const pointer = workspace.put(power);
    powerToDbIn(workspace, pointer, power.length, pointer, options);
    return workspace.view(pointer, power.length).slice();
  });
}

const DB_PER_NEPER = 10 / Math.LN10;

/** `powerToDb` of `count` values in the workspace, written to `out`, which may be where they are. */
export function powerToDbIn(
  workspace: Workspace,
  power: number,
  count: number,
  out: number,
  options: PowerToDbOptions = {},
): void {
  const { ref = 1, aMin = 1e-10, topDb = 80 } = options;
  if (!(aMin > 0)) throw new RangeError(`aMin must be positive, got ${aMin}`);
  if (topDb !== null && !(topDb >= 0)) throw new RangeError(`topDb must not be negative, got ${topDb}`);
  const reference = ref === 'max' ? largest(workspace.view(power, count)) : Math.abs(ref);
  const referenceDb = 10 * Math.log10(Math.max(aMin, reference));
  workspace.kernels.naturalLogs(power, count + (count % 2), aMin, 0, out);
  const values = workspace.view(out, count);
  let peak = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const value = DB_PER_NEPER * values[i] - referenceDb;
    values[i] = value;
    if (value > peak) peak = value;
  }
  if (topDb === null) return;
  const floor = peak - topDb;
  for (let i = 0; i < count; i++) if (values[i] < floor) values[i] = floor;
}

/** Amplitude to decibels, as `librosa.amplitude_to_db`: `ref` and `aMin` are amplitudes (aMin defaults to 1e-5). */
export function amplitudeToDb(amplitude: Float64Array, options: PowerToDbOptions = {}): Float64Array {
  const { ref = 1, aMin = 1e-5, topDb = 80 } = options;
  const power = amplitude.map((value) => value * value);
  return powerToDb(power, { ref: ref === 'max' ? 'max' : ref * ref, aMin: aMin * aMin, topDb });
}

function largest(values: Float64Array): number {
  let peak = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > peak) peak = value;
  return peak;
}
