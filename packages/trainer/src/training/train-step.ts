import { headProbabilities, type OutputHead, withLogits } from '../architectures/output-head.js';
import { type LayersModel, type Tensor, tf } from '../tensorflow.js';
import { crossEntropy } from './loss.js';
import type { Optimizer } from './optimizer.js';

export interface StepInput {
  readonly input: Tensor;
  readonly target: Tensor;
  /** [n] or null. */
  readonly rowWeights: Tensor | null;
}

export interface StepOutput {
  /** NaN when the step could not be made. */
  readonly loss: number;
  /** The network's probabilities before the step, [n, columns] flat. */
  readonly output: Float32Array;
}

/** A model's trainable weights as tfjs variables, in the model's order. */
export function trainableVariables(model: LayersModel): tf.Variable[] {
  return model.trainableWeights.map((weight) => weight.read() as tf.Variable);
}

/** One forward pass, backward pass and weight update. */
export async function trainStep(
  model: LayersModel,
  head: OutputHead,
  optimizer: Optimizer,
  learningRate: number,
  batch: StepInput,
): Promise<StepOutput> {
  const variables = [...optimizer.weights];
  let probabilities: Tensor | null = null;
  const { value, grads } = tf.variableGrads(() => {
    const logits = withLogits(model, () => model.apply(batch.input, { training: true }) as Tensor);
    probabilities = tf.keep(headProbabilities(logits, head));
    const penalties = model.calculateLosses();
    const loss = crossEntropy(batch.target, logits, batch.rowWeights);
    return penalties.length > 0 ? tf.addN([loss, ...penalties]) : loss;
  }, variables);
  const output = probabilities as Tensor | null;
  try {
    const loss = (await value.data())[0];
    const values = output ? await output.data<'float32'>() : new Float32Array(0);
    const gradients = variables.map((v) => grads[v.name]);
    const norm = await gradientNorm(gradients);
    // XNNPACK's ReLU and pooling turn NaN into numbers: the loss alone would not show it.
    if (!Number.isFinite(loss) || !Number.isFinite(norm)) return { loss: Number.NaN, output: values };
    optimizer.apply(gradients, learningRate);
    return { loss, output: values };
  } finally {
    tf.dispose([value, grads]);
    output?.dispose();
  }
}

/** Euclidean norm of all gradients together. */
async function gradientNorm(gradients: readonly Tensor[]): Promise<number> {
  const squares = tf.tidy(() => tf.addN(gradients.map((g) => tf.sum(tf.square(g)))));
  const [sum] = await squares.data();
  squares.dispose();
  return Math.sqrt(sum);
}
