import type { SharedKernels } from './kernels.js';
import { type Allocator, chunkRows, MOST_CHUNKS } from './plan.js';

export interface LstmShape {
  readonly steps: number;
  readonly inputs: number;
  /** A multiple of 4. */
  readonly units: number;
  readonly reversed: boolean;
  readonly sequences: boolean;
  /** Dropout masks are applied. */
  readonly inputDropout: boolean;
  readonly recurrentDropout: boolean;
}

/** An LSTM layer in the shared memory; see assembly/lstm.ts for the arrays. */
export interface LstmPlan extends LstmShape {
  readonly kind: 'lstm';
  readonly capacity: number;
  readonly x: number;
  /** The output, and then its gradient. */
  readonly y: number;
  readonly dx: number;
  readonly kernel: number;
  readonly recurrent: number;
  readonly kernelT: number;
  readonly recurrentT: number;
  readonly bias: number;
  readonly gates: number;
  readonly h: number;
  readonly c: number;
  readonly inputMask: number;
  readonly recurrentMask: number;
  readonly zeros: number;
  readonly sums: readonly { readonly dKernel: number; readonly dRecurrent: number; readonly dBias: number }[];
  readonly threads: readonly {
    readonly dh: number;
    readonly dc: number;
    readonly rows: number;
    readonly panel: number;
  }[];
}

export const wide = (size: number) => Math.ceil(size / 16) * 16;

/** Addresses for batches of at most `capacity` rows. */
export function layOutLstm(
  allocator: Allocator,
  kernels: SharedKernels,
  shape: LstmShape,
  capacity: number,
  threads: number,
  wantsDx: boolean,
): LstmPlan {
  const { steps, inputs, units } = shape;
  const gateWidth = 4 * units;
  const floats = (count: number) => allocator.floats(count);
  const chunk = chunkRows('lstm', capacity);
  const blockRows = kernels.lstmBlockRows(chunk);
  return {
    kind: 'lstm',
    ...shape,
    capacity,
    x: floats(capacity * steps * inputs),
    y: floats(capacity * (shape.sequences ? steps : 1) * units),
    dx: wantsDx ? floats(capacity * steps * wide(inputs)) : 0,
    kernel: floats(inputs * gateWidth),
    recurrent: floats(units * gateWidth),
    kernelT: floats(wide(inputs) * gateWidth),
    recurrentT: floats(wide(units) * gateWidth),
    bias: floats(gateWidth),
    gates: floats(capacity * steps * gateWidth),
    h: floats(capacity * (steps + 1) * units),
    c: floats(capacity * (steps + 1) * units),
    inputMask: shape.inputDropout ? floats(capacity * inputs) : 0,
    recurrentMask: shape.recurrentDropout ? floats(capacity * units) : 0,
    zeros: floats(Math.max(wide(inputs), wide(units))),
    sums: Array.from({ length: MOST_CHUNKS }, () => ({
      dKernel: floats(inputs * gateWidth),
      dRecurrent: floats(units * gateWidth),
      dBias: floats(gateWidth),
    })),
    threads: Array.from({ length: threads }, () => ({
      dh: floats(chunk * wide(units)),
      dc: floats(chunk * units),
      rows: floats(blockRows * Math.max(inputs, units)),
      panel: floats(blockRows * 16),
    })),
  };
}
