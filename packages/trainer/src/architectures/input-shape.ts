import { ShapeMismatchError } from '../errors.js';
import type { LayersModel } from '../tensorflow.js';

/**
 * The shape in which rows go into a network, without the batch axis: the network's own, its open axes filled from the
 * rows. Axes of length 1 may be added or left out.
 * @throws ShapeMismatchError when the rows do not fit
 */
export function concreteInputShape(model: LayersModel, rowShape: readonly number[]): number[] {
  const wanted = model.inputs[0].shape.slice(1);
  const row = rowShape.filter((d) => d !== 1);
  const axes = [...row];
  const shape = wanted.map((d) => (d === 1 ? 1 : axes.shift()));
  const fits = axes.length === 0 && shape.every((d, i) => d !== undefined && (wanted[i] === null || wanted[i] === d));
  if (fits) return shape as number[];
  const written = wanted.map((d) => d ?? 'any').join(', ');
  throw new ShapeMismatchError(
    `The network reads rows of shape [${written}], but the feature set's rows are [${rowShape.join(', ')}]. ` +
      'Choose a feature set whose recipe fits, or change the input layer.',
    { path: ['architecture'] },
  );
}
