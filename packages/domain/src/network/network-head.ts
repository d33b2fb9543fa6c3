import type { LayerSettings, TensorShape } from './layer-settings.js';
import { writeShape } from './layer-settings.js';
import { InvalidArchitectureError } from './network.errors.js';

/** What comes out: a probability a class, or one column with the second class' probability. */
export interface NetworkHead {
  readonly kind: 'softmax' | 'sigmoid';
  readonly columns: number;
}

interface LastLayer {
  readonly name: string;
  readonly kind: string;
  readonly path: readonly string[];
  readonly outputShape: TensorShape;
}

/** @throws InvalidArchitectureError when the last layer gives no class probabilities */
export function readHead(settings: LayerSettings | null, last: LastLayer): NetworkHead {
  const { path, outputShape } = last;
  const kind = last.kind === 'Softmax' ? 'softmax' : settings?.text('activation', 'linear');
  const title = `The last layer, ${last.kind} "${last.name}",`;
  if (kind !== 'softmax' && kind !== 'sigmoid') {
    throw new InvalidArchitectureError(
      `${title} must end in softmax (or one sigmoid), not in "${kind}". Set its activation to "softmax".`,
      { path },
    );
  }
  const [columns] = outputShape;
  if (outputShape.length !== 1 || columns == null) {
    throw new InvalidArchitectureError(
      `${title} gives ${writeShape(outputShape)} a row; flatten or pool before it, so that it gives one number a class.`,
      { path },
    );
  }
  return { kind, columns };
}

/**
 * Checks a head against the number of classes.
 * @throws InvalidArchitectureError when there are not as many outputs as classes
 */
export function requireHeadFor({ kind, columns }: NetworkHead, classCount: number): void {
  const fits = kind === 'softmax' ? columns === classCount : columns === 1 && classCount === 2;
  if (fits) return;
  throw new InvalidArchitectureError(
    `The last layer has ${columns} ${kind} outputs for ${classCount} classes. ` +
      `Use ${classCount} softmax outputs${classCount === 2 ? ', or one sigmoid' : ''}.`,
    { path: ['layersJson'] },
  );
}
