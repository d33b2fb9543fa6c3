import type { TensorShape } from './layer-settings.js';
import { writeShape } from './layer-settings.js';
import { InvalidArchitectureError } from './network.errors.js';

/**
 * The shape in which rows go into a network: the network's own, its open axes filled from the rows. Axes of length 1
 * may be added or left out.
 * @throws InvalidArchitectureError when the rows do not fit
 */
export function fillInputShape(
  wanted: TensorShape,
  rowShape: readonly number[],
  path: readonly string[],
): readonly number[] {
  const axes = rowShape.filter((size) => size !== 1);
  const shape = wanted.map((size) => (size === 1 ? 1 : (axes.shift() ?? null)));
  const filled = shape.filter((size): size is number => size !== null);
  const fits =
    axes.length === 0 &&
    filled.length === wanted.length &&
    filled.every((size, i) => wanted[i] === null || wanted[i] === size);
  if (fits) return filled;
  throw new InvalidArchitectureError(
    `The network reads rows of ${writeShape(wanted)}, but the feature set's rows are ${writeShape(rowShape)}. ` +
      'Choose a feature set whose recipe fits, or change the input layer.',
    { path },
  );
}
