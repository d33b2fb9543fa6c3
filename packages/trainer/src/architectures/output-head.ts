import { InvalidArchitectureError } from '@voxboard/domain';
import { type Layer, type LayersModel, type Tensor, tf } from '../tensorflow.js';

/** What the output columns are: a probability a class, or one column with the second class' probability. */
export interface OutputHead {
  readonly kind: 'softmax' | 'sigmoid';
  readonly columns: number;
}

interface Activation {
  getClassName(): string;
}
interface ActivatedLayer extends Layer {
  activation: Activation;
}

function lastLayer(model: LayersModel): Layer & Partial<ActivatedLayer> {
  return model.layers[model.layers.length - 1];
}

/**
 * The head of a network, checked against the number of classes.
 * @throws InvalidArchitectureError when the last layer gives no class probabilities, or not as many as there are classes
 */
export function outputHead(model: LayersModel, classCount: number): OutputHead {
  const layer = lastLayer(model);
  const kind = layer.activation?.getClassName() ?? layer.getClassName().toLowerCase();
  const shape = layer.outputShape as (number | null)[];
  const columns = shape[shape.length - 1] as number;
  const where = { path: ['architecture'] };
  if (kind !== 'softmax' && kind !== 'sigmoid') {
    throw new InvalidArchitectureError(`The last layer must end in softmax (or one sigmoid), not in "${kind}".`, where);
  }
  if (shape.length !== 2) {
    throw new InvalidArchitectureError(
      `The last layer gives ${shape.length - 1} axes a row; flatten or pool first.`,
      where,
    );
  }
  const right = kind === 'softmax' ? columns === classCount : columns === 1 && classCount === 2;
  if (!right) {
    throw new InvalidArchitectureError(
      `The last layer has ${columns} ${kind} outputs for ${classCount} classes. ` +
        `Use ${classCount} softmax outputs${classCount === 2 ? ', or one sigmoid' : ''}.`,
      where,
    );
  }
  return { kind, columns };
}

/**
 * Runs `body` with the last layer's softmax or sigmoid left out, so that the loss is computed from logits: exact where
 * probabilities would have rounded to 0 or 1.
 */
export function withLogits<T>(model: LayersModel, body: () => T): T {
  const layer = lastLayer(model);
  if (layer.activation === undefined) {
    const call = layer.call;
    layer.call = (inputs) => (Array.isArray(inputs) ? inputs[0] : inputs).clone();
    try {
      return body();
    } finally {
      layer.call = call;
    }
  }
  const activation = layer.activation;
  layer.activation = linearActivation();
  try {
    return body();
  } finally {
    layer.activation = activation;
  }
}

let linear: Activation | null = null;
function linearActivation(): Activation {
  linear ??= (tf.layers.dense({ units: 1, activation: 'linear' }) as unknown as ActivatedLayer).activation;
  return linear;
}

/** Probabilities of logits, as the head gives them. */
export function headProbabilities(logits: Tensor, { kind }: OutputHead): Tensor {
  return kind === 'sigmoid' ? tf.sigmoid(logits) : tf.softmax(logits);
}
