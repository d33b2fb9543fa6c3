import { layers, type Shape, core as tf } from '../tensorflow.js';

/**
 * Which frames are real: 1 where any of a group's frames holds anything but zeros, 0 where all are padding.
 * [rows, frames, features] → [rows, ⌊frames / pool⌋, 1]; `pool` is how much the network beside it shortens time.
 */
export class FrameMask extends layers.Layer {
  /** @nocollapse */
  static readonly className = 'VoxboardFrameMask';
  readonly pool: number;

  constructor(config: { pool: number; name?: string }) {
    super(config);
    this.pool = config.pool;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [rows, frames] = inputShape as Shape;
    return [rows, frames === null ? null : Math.floor(frames / this.pool), 1];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return tf.tidy(() => {
      const [rows, frames] = x.shape;
      const kept = Math.floor(frames / this.pool);
      const real = tf.cast(tf.any(tf.notEqual(x, 0), -1), 'float32');
      const groups = tf.reshape(tf.slice(real, [0, 0], [rows, kept * this.pool]), [rows, kept, this.pool]);
      return tf.max(groups, -1, true);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), pool: this.pool };
  }
}

tf.serialization.registerClass(FrameMask);
