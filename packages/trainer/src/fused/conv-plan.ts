import type { SharedKernels } from './kernels.js';
import { type Allocator, MOST_CHUNKS } from './plan.js';

/** Conv1D (ReLU) and MaxPool 2, as the model states them. */
export interface ConvStage {
  readonly cin: number;
  readonly cout: number;
  readonly kernelSize: number;
  readonly stride: number;
  readonly padding: 'valid' | 'same';
}

/** One stage in the shared memory; addresses and sizes in bytes unless named otherwise. */
export interface ConvLayer extends ConvStage {
  /** Channels rounded up to what the kernels take; the extra ones stay zero. */
  readonly cinPadded: number;
  readonly coutPadded: number;
  /** Three taps on one channel, with a kernel of its own. */
  readonly samples: boolean;
  /** Input rows of a sample, zero rows before and after included. */
  readonly rows: number;
  readonly padBefore: number;
  readonly inputRows: number;
  readonly inputBytes: number;
  /** Floats of a window. */
  readonly length: number;
  readonly step: number;
  readonly positions: number;
  readonly maskBytes: number;
  readonly packed: number;
  readonly transposed: number;
  readonly bias: number;
  /** Per chunk. */
  readonly dWeights: readonly number[];
  readonly dBias: readonly number[];
  /** [capacity][positions][coutPadded / 8]; 0 where the stage is computed again in the backward pass. */
  readonly mask: number;
}

/** A run of stages as one operation. */
export interface ConvPlan {
  readonly kind: 'conv';
  readonly capacity: number;
  readonly layers: readonly ConvLayer[];
  /** `inputs[i]`: input of stage i, [capacity][rows][cinPadded]; the last entry is the run's output. */
  readonly inputs: readonly number[];
  /** Gradient of the output, [capacity][positions][coutPadded]. */
  readonly dOut: number;
  /** Gradient of the input, like `inputs[0]`; 0: not wanted. */
  readonly dx: number;
  /** The first stage is cheap and its output huge: it is not kept but computed again. */
  readonly recomputesFirst: boolean;
  readonly threads: readonly {
    readonly firstOutput: number;
    readonly firstMask: number;
    readonly gradients: readonly [number, number];
    readonly scratch: number;
  }[];
  /** 16 byte shuffles, see assembly/conv-backward.ts. */
  readonly table: number;
}

type Geometry = Omit<ConvLayer, 'packed' | 'transposed' | 'bias' | 'dWeights' | 'dBias' | 'mask'>;

const roundUp = (value: number, to: number) => Math.ceil(value / to) * to;

/** Shapes of a run over rows of `inputRows` positions; null where a stage leaves nothing to pool. */
export function convGeometry(inputRows: number, stages: readonly ConvStage[], wantsDx: boolean): Geometry[] | null {
  const layers: Geometry[] = [];
  let rows = inputRows;
  for (const [index, stage] of stages.entries()) {
    const { kernelSize, stride, cin, cout, padding } = stage;
    const windows = padding === 'same' ? Math.ceil(rows / stride) : Math.floor((rows - kernelSize) / stride) + 1;
    const positions = Math.floor(windows / 2);
    if (positions < 1) return null;
    const missing = padding === 'same' ? Math.max(0, (windows - 1) * stride + kernelSize - rows) : 0;
    const padBefore = Math.floor(missing / 2);
    const samples = index === 0 && cin === 1 && kernelSize === 3 && !wantsDx;
    const cinPadded = samples ? 1 : index === 0 ? roundUp(cin, 4) : layers[index - 1].coutPadded;
    const coutPadded = roundUp(cout, 8);
    layers.push({
      ...stage,
      cinPadded,
      coutPadded,
      samples,
      rows: rows + missing,
      padBefore,
      inputRows: rows,
      inputBytes: (rows + missing) * cinPadded * 4,
      length: kernelSize * cinPadded,
      step: stride * cinPadded * 4,
      positions,
      maskBytes: (positions * coutPadded) / 8,
    });
    rows = positions;
  }
  return layers;
}

/** Addresses for batches of at most `capacity` rows. */
export function layOutConv(
  allocator: Allocator,
  kernels: SharedKernels,
  geometry: readonly Geometry[],
  capacity: number,
  threads: number,
  wantsDx: boolean,
): ConvPlan {
  const last = geometry[geometry.length - 1];
  const recomputesFirst = geometry.length > 1 && geometry[0].samples;
  const chunks = (bytes: number) => Array.from({ length: MOST_CHUNKS }, () => allocator.bytes(bytes));
  const layers = geometry.map((g, index): ConvLayer => {
    const weightBytes = g.length * g.coutPadded * 4;
    return {
      ...g,
      packed: allocator.bytes(weightBytes),
      transposed: allocator.bytes(weightBytes),
      bias: allocator.floats(g.coutPadded),
      dWeights: chunks(weightBytes),
      dBias: chunks(g.coutPadded * 4),
      mask: index === 0 && recomputesFirst ? 0 : allocator.bytes(capacity * g.maskBytes),
    };
  });
  const outBytes = last.positions * last.coutPadded * 4;
  const inputs = [
    ...geometry.map((g, index) => (index === 1 && recomputesFirst ? 0 : allocator.bytes(capacity * g.inputBytes))),
    allocator.bytes(capacity * outBytes),
  ];
  const largestInput = Math.max(64, ...geometry.slice(1).map((g) => g.inputBytes));
  const scratchBytes = Math.max(...geometry.map((g) => kernels.backwardScratchBytes(g.coutPadded)));
  return {
    kind: 'conv',
    capacity,
    layers,
    inputs,
    dOut: allocator.bytes(capacity * outBytes),
    dx: wantsDx ? allocator.bytes(capacity * geometry[0].inputBytes) : 0,
    recomputesFirst,
    threads: Array.from({ length: threads }, () => ({
      firstOutput: recomputesFirst ? allocator.bytes(geometry[1].inputBytes) : 0,
      firstMask: recomputesFirst ? allocator.bytes(geometry[0].maskBytes) : 0,
      gradients: [allocator.bytes(largestInput), allocator.bytes(largestInput)],
      scratch: allocator.bytes(scratchBytes),
    })),
    table: allocator.bytes(256),
  };
}

/** For each of the 16 subsets of four lanes, the byte shuffle that moves them to the front. */
export function compactionTable(): Uint8Array {
  const table = new Uint8Array(256).fill(255);
  for (let lanes = 0; lanes < 16; lanes++) {
    let to = lanes * 16;
    for (let lane = 0; lane < 4; lane++) {
      if (!(lanes & (1 << lane))) continue;
      for (let byte = 0; byte < 4; byte++) table[to++] = lane * 4 + byte;
    }
  }
  return table;
}
