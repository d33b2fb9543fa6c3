import { initializers, type LayerVariable, layers, type Shape, core as tf } from '../tensorflow.js';

/** A masked frame's score: its weight after the softmax is 0. */
const MASKED = 1e9;
const EPSILON = 1e-5;

/**
 * Attentive statistics pooling (Okabe et al. 2018): each frame is weighed by softmax(v · tanh(W·h + b) + c) over the
 * real frames; the weighted mean and standard deviation of each channel come out.
 * Inputs [rows, frames, channels] and a mask [rows, frames, 1]; output [rows, 2 · channels].
 */
export class AttentiveStatistics extends layers.Layer {
  /** @nocollapse */
  static readonly className = 'VoxboardAttentiveStatistics';
  readonly units: number;
  readonly kernelInitializer = initializers.glorotUniform({});
  readonly scoreInitializer = initializers.glorotUniform({});
  kernel: LayerVariable | null = null;
  bias: LayerVariable | null = null;
  score: LayerVariable | null = null;
  scoreBias: LayerVariable | null = null;

  constructor(config: { units: number; name?: string }) {
    super(config);
    this.units = config.units;
  }

  override build(inputShape: Shape | Shape[]): void {
    const channels = (inputShape as Shape[])[0][2];
    if (channels === null) throw new Error('AttentiveStatistics needs to know how many channels there are');
    const zeros = initializers.zeros();
    this.kernel = this.addWeight('kernel', [channels, this.units], 'float32', this.kernelInitializer);
    this.bias = this.addWeight('bias', [this.units], 'float32', zeros);
    this.score = this.addWeight('score', [this.units, 1], 'float32', this.scoreInitializer);
    this.scoreBias = this.addWeight('score_bias', [1], 'float32', zeros);
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [rows, , channels] = (inputShape as Shape[])[0];
    return [rows, channels === null ? null : 2 * channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const { kernel, bias, score, scoreBias } = this;
    if (!kernel || !bias || !score || !scoreBias) throw new Error('AttentiveStatistics was called before it was built');
    const [h, mask] = inputs as tf.Tensor[];
    return tf.tidy(() => {
      const [rows, frames, channels] = h.shape;
      const flat = tf.reshape(h, [rows * frames, channels]);
      const hidden = tf.tanh(tf.add(tf.matMul(flat, kernel.read()), bias.read()));
      const scores = tf.reshape(tf.add(tf.matMul(hidden, score.read()), scoreBias.read()), [rows, frames]);
      const masked = tf.add(scores, tf.mul(tf.sub(tf.reshape(mask, [rows, frames]), 1), MASKED));
      const weights = tf.expandDims(tf.softmax(masked), -1);
      const mean = tf.sum(tf.mul(weights, h), 1);
      const square = tf.sum(tf.mul(weights, tf.square(h)), 1);
      const deviation = tf.sqrt(tf.add(tf.relu(tf.sub(square, tf.square(mean))), EPSILON));
      return tf.concat([mean, deviation], 1);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), units: this.units };
  }
}

tf.serialization.registerClass(AttentiveStatistics);
