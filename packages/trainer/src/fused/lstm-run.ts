import { heapView } from '../backends/wasm/heap.js';
import { type Tensor, tf } from '../tensorflow.js';
import { JOB } from './control.js';
import { heapTensor } from './heap-tensor.js';
import type { KernelPool } from './kernel-pool.js';
import { type LstmPlan, type LstmShape, layOutLstm, wide } from './lstm-plan.js';
import { PendingForward } from './pending-forward.js';
import { chunkCount } from './plan.js';

/** Dropout masks of one batch; null: nothing is dropped. */
export interface LstmMasks {
  /** [rows][inputs] */
  readonly input: Float32Array | null;
  /** [rows][units] */
  readonly recurrent: Float32Array | null;
}

/** An LSTM layer as one differentiable operation; the same mask at every step, as in Keras 3. */
export class LstmRun {
  readonly #id: number;
  readonly #plan: LstmPlan;
  readonly #pending = new PendingForward();

  constructor(
    private readonly pool: KernelPool,
    shape: LstmShape,
    capacity: number,
    private readonly wantsDx: boolean,
  ) {
    let laidOut: LstmPlan | null = null;
    this.#id = pool.addPlan((allocator) => {
      laidOut = layOutLstm(allocator, pool.kernels, shape, capacity, pool.threads, wantsDx);
      return laidOut;
    });
    this.#plan = laidOut as unknown as LstmPlan;
  }

  get steps(): number {
    return this.#plan.steps;
  }

  /**
   * @param x [rows, steps, inputs] · @param variables kernel, recurrent kernel, bias
   * @returns [rows, steps, units], or [rows, units] without sequences
   */
  apply(x: Tensor, variables: readonly Tensor[], masks: LstmMasks): Tensor {
    const operation = tf.customGrad((...args) => {
      const weights = args.slice(this.wantsDx ? 1 : 0, -1) as Tensor[];
      const value = this.#forward(x, weights, masks);
      const ticket = this.#pending.open();
      const gradFunc = (dy: Tensor) => {
        this.#pending.close(ticket);
        return this.#backward(dy, x.shape);
      };
      return { value, gradFunc };
    });
    return this.wantsDx ? operation(x, ...variables) : operation(...variables);
  }

  #forward(x: Tensor, [kernel, recurrent, bias]: readonly Tensor[], masks: LstmMasks): Tensor {
    const plan = this.#plan;
    const { floats } = this.pool;
    const rows = x.shape[0];
    if (rows > plan.capacity) throw new RangeError(`${rows} rows in a layer made for ${plan.capacity}`);
    floats.set(heapView(x), plan.x / 4);
    floats.set(heapView(bias), plan.bias / 4);
    const gateWidth = 4 * plan.units;
    pack(floats, heapView(kernel), plan.inputs, gateWidth, plan.kernel / 4, plan.kernelT / 4);
    pack(floats, heapView(recurrent), plan.units, gateWidth, plan.recurrent / 4, plan.recurrentT / 4);
    writeMask(floats, plan.inputMask, rows * plan.inputs, masks.input);
    writeMask(floats, plan.recurrentMask, rows * plan.units, masks.recurrent);
    this.pool.run(this.#id, JOB.forward, rows);
    const shape = plan.sequences ? [rows, plan.steps, plan.units] : [rows, plan.units];
    return heapTensor(shape, (values) => {
      values.set(floats.subarray(plan.y / 4, plan.y / 4 + values.length));
    });
  }

  #backward(dy: Tensor, inputShape: readonly number[]): Tensor[] {
    const plan = this.#plan;
    const { floats } = this.pool;
    const rows = dy.shape[0];
    floats.set(heapView(dy), plan.y / 4);
    this.pool.run(this.#id, JOB.backward, rows);
    const sums = plan.sums.slice(0, chunkCount('lstm', rows));
    const total = (shape: readonly number[], addresses: readonly number[]) =>
      heapTensor(shape, (values) => {
        values.fill(0);
        for (const at of addresses) for (let i = 0; i < values.length; i++) values[i] += floats[at / 4 + i];
      });
    const gateWidth = 4 * plan.units;
    const gradients = [
      total(
        [plan.inputs, gateWidth],
        sums.map((s) => s.dKernel),
      ),
      total(
        [plan.units, gateWidth],
        sums.map((s) => s.dRecurrent),
      ),
      total(
        [gateWidth],
        sums.map((s) => s.dBias),
      ),
    ];
    if (!this.wantsDx) return gradients;
    const dx = heapTensor(inputShape, (values) => {
      const width = wide(plan.inputs);
      for (let row = 0; row < rows * plan.steps; row++) {
        const from = plan.dx / 4 + row * width;
        values.set(floats.subarray(from, from + plan.inputs), row * plan.inputs);
      }
    });
    return [dx, ...gradients];
  }
}

/** w [k][n] in panels of 16 columns, [n / 16][k][16], and its transpose the same way, [wide(k) / 16][n][16]. */
function pack(floats: Float32Array, w: Float32Array, k: number, n: number, packed: number, transposed: number): void {
  for (let row = 0, at = 0; row < k; row++) {
    const turned = transposed + (row >> 4) * n * 16 + (row & 15);
    for (let column = 0; column < n; column++, at++) {
      floats[packed + ((column >> 4) * k + row) * 16 + (column & 15)] = w[at];
      floats[turned + column * 16] = w[at];
    }
  }
}

function writeMask(floats: Float32Array, address: number, length: number, mask: Float32Array | null): void {
  if (address === 0) return;
  if (mask) floats.set(mask, address / 4);
  else floats.fill(1, address / 4, address / 4 + length);
}
