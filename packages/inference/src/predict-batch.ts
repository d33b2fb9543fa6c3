import { classProbabilities } from './class-probabilities.js';
import { type LayersModel, core as tf } from './tensorflow.js';

/** The network's probabilities for one input batch, dropout off. */
export async function predictBatch(model: LayersModel, input: tf.Tensor): Promise<number[][]> {
  const output = tf.tidy(() => model.apply(input, { training: false }) as tf.Tensor);
  const values = await output.data<'float32'>();
  const [rows, columns] = output.shape;
  output.dispose();
  return Array.from({ length: rows }, (_, row) => classProbabilities(values, columns, row));
}
