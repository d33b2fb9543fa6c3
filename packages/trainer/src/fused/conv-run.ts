import { heapView } from '../backends/wasm/heap.js';
import { type Tensor, tf } from '../tensorflow.js';
import { JOB } from './control.js';
import {
  type ConvLayer,
  type ConvPlan,
  type ConvStage,
  compactionTable,
  convGeometry,
  layOutConv,
} from './conv-plan.js';
import { heapTensor } from './heap-tensor.js';
import type { KernelPool } from './kernel-pool.js';
import { PendingForward } from './pending-forward.js';
import { chunkCount } from './plan.js';

export interface ConvRunOptions {
  /** Positions of a row of the run's input. */
  readonly inputRows: number;
  readonly stages: readonly ConvStage[];
  /** Most rows of a batch. */
  readonly capacity: number;
  /** Whether the gradient of the run's input is needed: not where it is the network's. */
  readonly wantsDx: boolean;
}

/** Wider layers are faster as matrix products. */
export const MOST_RUN_CHANNELS = 256;

/** A run of Conv1D + bias + ReLU + MaxPool 2 stages as one differentiable operation. */
export class ConvRun {
  readonly #id: number;
  readonly #plan: ConvPlan;
  readonly #pending = new PendingForward();

  /** @throws RangeError when a stage leaves nothing to pool (`convGeometry` says so beforehand) */
  constructor(
    private readonly pool: KernelPool,
    options: ConvRunOptions,
  ) {
    const geometry = convGeometry(options.inputRows, options.stages, options.wantsDx);
    if (!geometry) throw new RangeError('the run’s input is too short');
    let laidOut: ConvPlan | null = null;
    this.#id = pool.addPlan((allocator) => {
      laidOut = layOutConv(allocator, pool.kernels, geometry, options.capacity, pool.threads, options.wantsDx);
      return laidOut;
    });
    this.#plan = laidOut as unknown as ConvPlan;
    new Uint8Array(pool.floats.buffer).set(compactionTable(), this.#plan.table);
  }

  /**
   * @param x [rows, inputRows, cin] · @param variables kernel and bias of each stage
   * @returns [rows, positions, cout]
   */
  apply(x: Tensor, variables: readonly Tensor[]): Tensor {
    const operation = tf.customGrad((...args) => {
      const weights = args.slice(this.#plan.dx ? 1 : 0, -1) as Tensor[];
      const value = this.#forward(x, weights);
      const ticket = this.#pending.open();
      const gradFunc = (dy: Tensor) => {
        this.#pending.close(ticket);
        return this.#backward(dy, x.shape);
      };
      return { value, gradFunc };
    });
    return this.#plan.dx ? operation(x, ...variables) : operation(...variables);
  }

  #forward(x: Tensor, weights: readonly Tensor[]): Tensor {
    const { layers, inputs } = this.#plan;
    const rows = x.shape[0];
    if (rows > this.#plan.capacity) throw new RangeError(`${rows} rows in a run made for ${this.#plan.capacity}`);
    this.#copyIn(heapView(x), inputs[0], rows);
    layers.forEach((layer, i) => {
      packWeights(this.pool.floats, layer, heapView(weights[2 * i]), heapView(weights[2 * i + 1]));
    });
    this.pool.run(this.#id, JOB.forward, rows);
    const { positions, cout } = layers[layers.length - 1];
    return heapTensor([rows, positions, cout], (values) => {
      this.#copyRows(values, inputs[layers.length], rows, 'out');
    });
  }

  #backward(dy: Tensor, inputShape: readonly number[]): Tensor[] {
    const { layers, dOut, dx } = this.#plan;
    const rows = dy.shape[0];
    this.#copyRows(heapView(dy), dOut, rows, 'in');
    this.pool.run(this.#id, JOB.backward, rows);
    // A smaller batch has fewer chunks; what the others hold is a former batch's.
    const chunks = chunkCount('conv', rows);
    const gradients = layers.flatMap((layer) => [
      heapTensor([layer.kernelSize, layer.cin, layer.cout], (values) => {
        sumWeightGradients(this.pool.floats, layer, layer.dWeights.slice(0, chunks), values);
      }),
      heapTensor([layer.cout], (values) => {
        values.fill(0);
        for (const at of layer.dBias.slice(0, chunks))
          for (let c = 0; c < layer.cout; c++) values[c] += this.pool.floats[at / 4 + c];
      }),
    ]);
    if (!dx) return gradients;
    return [heapTensor(inputShape, (values) => this.#copyOut(values, dx, rows)), ...gradients];
  }

  /** A batch into the padded input of the first stage. */
  #copyIn(from: Float32Array, at: number, rows: number): void {
    const { cin, cinPadded, inputRows, inputBytes, padBefore } = this.#plan.layers[0];
    const { floats } = this.pool;
    const sample = inputRows * cin;
    for (let s = 0; s < rows; s++) {
      const to = (at + s * inputBytes) / 4 + padBefore * cinPadded;
      if (cin === cinPadded) floats.set(from.subarray(s * sample, (s + 1) * sample), to);
      else copyColumns(from, s * sample, cin, floats, to, cinPadded, inputRows, cin);
    }
  }

  #copyOut(values: Float32Array, at: number, rows: number): void {
    const { cin, cinPadded, inputRows, inputBytes, padBefore } = this.#plan.layers[0];
    for (let s = 0; s < rows; s++) {
      const from = (at + s * inputBytes) / 4 + padBefore * cinPadded;
      copyColumns(this.pool.floats, from, cinPadded, values, s * inputRows * cin, cin, inputRows, cin);
    }
  }

  /** Between [rows][positions][cout] of a tensor and [rows][positions][coutPadded] of the plan. */
  #copyRows(values: Float32Array, at: number, rows: number, direction: 'in' | 'out'): void {
    const { layers } = this.#plan;
    const { positions, cout, coutPadded } = layers[layers.length - 1];
    const { floats } = this.pool;
    const count = rows * positions;
    if (direction === 'in') copyColumns(values, 0, cout, floats, at / 4, coutPadded, count, cout);
    else copyColumns(floats, at / 4, coutPadded, values, 0, cout, count, cout);
  }
}

/** `count` rows of `width` values between arrays with different row lengths. */
function copyColumns(
  from: Float32Array,
  fromAt: number,
  fromRow: number,
  to: Float32Array,
  toAt: number,
  toRow: number,
  count: number,
  width: number,
): void {
  if (fromRow === width && toRow === width) {
    to.set(from.subarray(fromAt, fromAt + count * width), toAt);
    return;
  }
  for (let row = 0; row < count; row++) {
    for (let c = 0; c < width; c++) to[toAt + row * toRow + c] = from[fromAt + row * fromRow + c];
  }
}

/** Index of weight (window element, channel) in panels of 16 channels, the last of 8 where the rest is 8. */
function panelIndex(element: number, channel: number, length: number, channels: number): number {
  const panel = channel & ~15;
  const width = Math.min(16, channels - panel);
  return panel * length + element * width + (channel - panel);
}

/** Kernel [k, cin, cout] into the layouts of the forward and backward kernels. */
function packWeights(floats: Float32Array, layer: ConvLayer, kernel: Float32Array, bias: Float32Array): void {
  const { cin, cinPadded, cout, coutPadded, kernelSize, length, samples } = layer;
  const packed = layer.packed / 4;
  const transposed = layer.transposed / 4;
  floats.set(bias, layer.bias / 4);
  for (let tap = 0, at = 0; tap < kernelSize; tap++) {
    for (let i = 0; i < cin; i++) {
      const element = tap * cinPadded + i;
      for (let c = 0; c < cout; c++, at++) {
        const value = kernel[at];
        floats[packed + (samples ? element * coutPadded + c : panelIndex(element, c, length, coutPadded))] = value;
        floats[transposed + c * length + element] = value;
      }
    }
  }
}

/** Adds up the chunks' filter gradients in order, as [k, cin, cout]. @param sums where each chunk's lie */
function sumWeightGradients(
  floats: Float32Array,
  layer: ConvLayer,
  sums: readonly number[],
  values: Float32Array,
): void {
  const { cin, cinPadded, cout, coutPadded, kernelSize, length, samples } = layer;
  values.fill(0);
  for (const start of sums) {
    const base = start / 4;
    for (let tap = 0, at = 0; tap < kernelSize; tap++) {
      for (let i = 0; i < cin; i++) {
        const element = tap * cinPadded + i;
        for (let c = 0; c < cout; c++, at++) {
          values[at] += floats[base + (samples ? element * coutPadded + c : c * length + element)];
        }
      }
    }
  }
}
