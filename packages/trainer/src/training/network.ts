import { concreteInputShape } from '../architectures/input-shape.js';
import { headProbabilities, type OutputHead, outputHead, withLogits } from '../architectures/output-head.js';
import type { TrainingBackend } from '../backends/training-backend.js';
import { fuseModel } from '../fused/fuse-model.js';
import { KernelPool } from '../fused/kernel-pool.js';
import { type Layer, type LayersModel, type Tensor, tf } from '../tensorflow.js';
import { crossEntropy } from './loss.js';
import { estimateMemory, partSize } from './memory-plan.js';
import type { Optimizer } from './optimizer.js';
import { seedDropout, type TrainingRandomness } from './seeded-dropout.js';

export interface Batch {
  /** Row after row. */
  readonly rows: Float32Array;
  /** [count, head columns] flat. */
  readonly targets: Float32Array;
  readonly count: number;
  /** [count] or null. */
  readonly rowWeights: Float32Array | null;
}

export interface StepOutcome {
  /** Mean over the batch; NaN when the step could not be made because something is no longer finite. */
  readonly loss: number;
  /** Probabilities before the step, [count, head columns] flat. */
  readonly output: Float32Array;
}

/** A model while it is trained: seeded dropout, a loss from logits, weights in and out. */
export class Network {
  readonly head: OutputHead;
  readonly variables: tf.Variable[];
  /** Without the batch axis. */
  readonly inputShape: readonly number[];
  readonly #partSize: number;
  #pool: KernelPool | null = null;

  /**
   * @param capacity most rows of a batch, trained or predicted
   * @throws NotEnoughMemoryError
   */
  constructor(
    readonly model: LayersModel,
    classCount: number,
    randomness: TrainingRandomness,
    backend: TrainingBackend,
    rowShape: readonly number[],
    readonly capacity: number,
  ) {
    this.head = outputHead(model, classCount);
    this.variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    this.inputShape = concreteInputShape(model, rowShape);
    seedDropout(model, randomness);
    const fusedInside = this.#fuse(randomness, backend.kernelThreads);
    const estimate = estimateMemory(model, fusedInside);
    try {
      this.#partSize = partSize(model, estimate, capacity, backend.memoryLimitBytes);
    } catch (error) {
      void this.#pool?.dispose();
      throw error;
    }
  }

  /** One forward pass, backward pass and weight update; in parts where the batch would not fit into memory. */
  async step(batch: Batch, optimizer: Optimizer, learningRate: number): Promise<StepOutcome> {
    const partSize = this.#partSize;
    const output = new Float32Array(batch.targets.length);
    let gradients: Tensor[] = [];
    let loss = 0;
    try {
      for (let start = 0; start < batch.count; start += partSize) {
        const count = Math.min(partSize, batch.count - start);
        const part = await this.#gradients(batch, start, count);
        loss += part.loss;
        output.set(part.output, start * this.head.columns);
        gradients = accumulate(gradients, part.gradients);
      }
      if (!Number.isFinite(loss)) return { loss: Number.NaN, output };
      const norm = await optimizer.apply(gradients, learningRate);
      // XNNPACK's ReLU and pooling turn NaN into numbers: the loss alone would not show it.
      return { loss: Number.isFinite(norm) ? loss : Number.NaN, output };
    } finally {
      tf.dispose(gradients);
    }
  }

  /** Gradients of the part's share of the batch's mean loss, so that parts simply add up. */
  async #gradients(batch: Batch, start: number, count: number) {
    const { columns } = this.head;
    const length = batch.rows.length / batch.count;
    const slice = (values: Float32Array, width: number) => values.subarray(start * width, (start + count) * width);
    const input = tf.tensor(slice(batch.rows, length), [count, ...this.inputShape]);
    const target = tf.tensor(slice(batch.targets, columns), [count, columns]);
    const rowWeights = batch.rowWeights && tf.tensor(slice(batch.rowWeights, 1), [count]);
    let probabilities: Tensor | null = null;
    const share = count / batch.count;
    const { value, grads } = tf.variableGrads(() => {
      const logits = withLogits(this.model, () => this.model.apply(input, { training: true }) as Tensor);
      probabilities = tf.keep(headProbabilities(logits, this.head));
      const penalties = this.model.calculateLosses();
      const loss = crossEntropy(target, logits, rowWeights);
      const total = penalties.length > 0 ? tf.addN([loss, ...penalties]) : loss;
      return (share === 1 ? total : tf.mul(total, share)) as tf.Scalar;
    }, this.variables);
    const kept = probabilities as Tensor | null;
    try {
      const loss = (await value.data())[0];
      const output = kept ? await kept.data<'float32'>() : new Float32Array(0);
      return { loss, output, gradients: this.variables.map((v) => grads[v.name]) };
    } finally {
      tf.dispose([input, target, value]);
      tf.dispose([kept, rowWeights].filter((t) => t !== null));
    }
  }

  /** Every weight's values, the moving averages of normalisation among them. */
  async copyWeights(): Promise<Float32Array[]> {
    return Promise.all(this.model.weights.map(async (w) => (await w.read().data<'float32'>()).slice()));
  }

  writeWeights(values: readonly Float32Array[]): void {
    tf.tidy(() => {
      this.model.weights.forEach((w, i) => {
        w.write(tf.tensor(values[i], w.shape as number[]));
      });
    });
  }

  /** @returns the layers whose outputs are no longer made */
  #fuse(randomness: TrainingRandomness, threads: number): ReadonlySet<Layer> {
    if (threads === 0) return new Set();
    const pool = () => {
      this.#pool ??= new KernelPool(threads);
      return this.#pool;
    };
    return fuseModel(this.model, { pool, randomness, capacity: this.capacity });
  }

  async dispose(): Promise<void> {
    this.model.dispose();
    await this.#pool?.dispose();
  }
}

function accumulate(sums: Tensor[], part: Tensor[]): Tensor[] {
  if (sums.length === 0) return part;
  const added = tf.tidy(() => sums.map((sum, i) => tf.add(sum, part[i])));
  tf.dispose([sums, part]);
  return added;
}
