import { type Layer, type LayersModel, type Tensor, tf } from '../tensorflow.js';
import { dropoutMask, type TrainingRandomness } from '../training/seeded-dropout.js';
import { fuseBatchNorm } from './batch-norm.js';
import { type ConvStage, convGeometry } from './conv-plan.js';
import { ConvRun, type ConvRunOptions, MOST_RUN_CHANNELS } from './conv-run.js';
import type { KernelPool } from './kernel-pool.js';
import { LstmRun } from './lstm-run.js';
import { wideConvPool } from './wide-conv-pool.js';

/** The fields of tfjs' layers that decide whether a layer can be fused. */
interface AnyLayer extends Layer {
  readonly [field: string]: unknown;
}
type Call = Layer['call'];

const fieldsOf = (layer: Layer) => layer as unknown as AnyLayer & { [field: string]: unknown };
const firstOf = <T>(value: T | T[]): T => (Array.isArray(value) ? value[0] : value);
const classOf = (value: unknown): string => (value as { getClassName(): string }).getClassName();

export interface FuseContext {
  /** Started when first asked for. */
  readonly pool: () => KernelPool;
  readonly randomness: TrainingRandomness;
  /** Most rows of a batch. */
  readonly capacity: number;
}

/**
 * Makes the fused kernels compute what they can of a model: runs of Conv1D (ReLU) + MaxPool 2 of a sequential model,
 * LSTM layers and batch normalisations. The layers stay as they are for saving; only their `call` is replaced.
 * @returns the layers whose outputs are no longer made: all of a run but its last
 */
export function fuseModel(model: LayersModel, context: FuseContext): ReadonlySet<Layer> {
  const inner = model instanceof tf.Sequential ? fuseConvRuns(model, context) : new Set<Layer>();
  model.layers.forEach((layer, index) => {
    fuseBatchNorm(layer);
    const isInput = model instanceof tf.Sequential && isNetworkInput(model, index);
    for (const [rnn, name] of recurrentLayers(layer)) {
      fuseLstm(rnn, `${name}-${index}`, !isInput, context);
    }
  });
  return inner;
}

/** Whether layer `index` of a sequential model reads the network's own input. */
function isNetworkInput(model: LayersModel, index: number): boolean {
  return model.layers.slice(0, index).every((layer) => layer.getClassName() === 'InputLayer');
}

/** Stage of a convolution and the pooling after it; null where they are not of the kind that is fused. */
function stageOf(conv: Layer | undefined, pool: Layer | undefined): ConvStage | null {
  if (conv?.getClassName() !== 'Conv1D' || pool?.getClassName() !== 'MaxPooling1D') return null;
  const c = fieldsOf(conv);
  const p = fieldsOf(pool);
  const plainConv =
    c.useBias === true &&
    c.activation !== null &&
    classOf(c.activation) === 'relu' &&
    firstOf(c.dilationRate) === 1 &&
    c.dataFormat === 'channelsLast' &&
    (c.padding === 'valid' || c.padding === 'same');
  const plainPool = firstOf(p.poolSize) === 2 && firstOf(p.strides) === 2 && p.padding === 'valid';
  if (!plainConv || !plainPool) return null;
  const [kernelSize, cin, cout] = (c.kernel as { shape: number[] }).shape;
  return { kernelSize, cin, cout, stride: firstOf(c.strides) as number, padding: c.padding as 'valid' | 'same' };
}

const isWide = ({ cin, cout }: ConvStage) => cin > MOST_RUN_CHANNELS || cout > MOST_RUN_CHANNELS;

/** Stages from `index` on that make one run; a wide stage stands alone. */
function stagesFrom(model: LayersModel, index: number): ConvStage[] {
  const stages: ConvStage[] = [];
  for (let at = index; ; at += 2) {
    const stage = stageOf(model.layers[at], model.layers[at + 1]);
    if (!stage || (isWide(stage) && stages.length > 0)) return stages;
    stages.push(stage);
    if (isWide(stage)) return stages;
  }
}

function fuseConvRuns(model: LayersModel, { pool, capacity }: FuseContext): ReadonlySet<Layer> {
  const inner = new Set<Layer>();
  for (let index = 0; index < model.layers.length; index++) {
    const stages = stagesFrom(model, index);
    if (stages.length === 0) continue;
    const layers = model.layers.slice(index, index + 2 * stages.length);
    const inputRows = (layers[0].input as tf.SymbolicTensor).shape[1];
    const wantsDx = !isNetworkInput(model, index);
    if (inputRows === null || !convGeometry(inputRows, stages, wantsDx)) continue;
    const weights = layers.filter((_, i) => i % 2 === 0).flatMap((conv) => conv.weights);
    const apply = convOperation(pool, { inputRows, stages, capacity, wantsDx });
    layers[0].call = (inputs) =>
      apply(
        firstOf(inputs),
        weights.map((w) => w.read()),
      );
    for (const layer of layers.slice(1)) layer.call = (inputs) => firstOf(inputs).clone();
    index += layers.length - 1;
    for (const layer of layers.slice(0, -1)) inner.add(layer);
  }
  return inner;
}

/** The operation that computes a run: fused kernels, or matrix products where it is wide. */
function convOperation(
  pool: () => KernelPool,
  options: ConvRunOptions,
): (x: Tensor, weights: readonly Tensor[]) => Tensor {
  const [stage] = options.stages;
  if (isWide(stage)) return (x, [kernel, bias]) => wideConvPool(x, kernel, bias, stage, options.wantsDx);
  const run = new ConvRun(pool(), options);
  return (x, weights) => run.apply(x, weights);
}

/** The recurrent layers in a layer: itself, or both directions. */
function recurrentLayers(layer: Layer): [Layer, string][] {
  if (layer.getClassName() === 'LSTM') return [[layer, 'lstm']];
  if (layer.getClassName() !== 'Bidirectional') return [];
  const { forwardLayer, backwardLayer } = fieldsOf(layer);
  const inner: [Layer, string][] = [
    [forwardLayer as Layer, 'forward-lstm'],
    [backwardLayer as Layer, 'backward-lstm'],
  ];
  return inner.filter(([rnn]) => rnn.getClassName() === 'LSTM');
}

function canFuseLstm(layer: Layer): boolean {
  const l = fieldsOf(layer);
  const cell = fieldsOf(l.cell as Layer);
  return (
    l.stateful !== true &&
    l.returnState !== true &&
    cell.useBias === true &&
    (cell.units as number) % 4 === 0 &&
    classOf(cell.activation) === 'tanh' &&
    classOf(cell.recurrentActivation) === 'sigmoid'
  );
}

function fuseLstm(layer: Layer, name: string, wantsDx: boolean, context: FuseContext): void {
  if (!canFuseLstm(layer)) return;
  const { pool, randomness, capacity } = context;
  const l = fieldsOf(layer);
  const cell = fieldsOf(l.cell as Layer);
  const units = cell.units as number;
  const inputRate = (cell.dropout as number | null) ?? 0;
  const recurrentRate = (cell.recurrentDropout as number | null) ?? 0;
  const weights = [cell.kernel, cell.recurrentKernel, cell.bias] as { read(): Tensor }[];
  const stock: Call = layer.call.bind(layer);
  let run: LstmRun | null = null;
  layer.call = (inputs, kwargs) => {
    const x = firstOf(inputs);
    if (x.rank !== 3 || kwargs?.mask || kwargs?.initialState) return stock(inputs, kwargs);
    const [rows, steps, width] = x.shape;
    if (run?.steps !== steps) {
      const shape = {
        steps,
        inputs: width,
        units,
        reversed: l.goBackwards === true,
        sequences: l.returnSequences === true,
        inputDropout: inputRate > 0,
        recurrentDropout: recurrentRate > 0,
      };
      run = new LstmRun(pool(), shape, capacity, wantsDx);
    }
    const draw = (rate: number, size: number, purpose: string) =>
      kwargs?.training === true && rate > 0
        ? dropoutMask(rows * size, rate, randomness.stream(`${name}/${purpose}`))
        : null;
    return run.apply(
      x,
      weights.map((w) => w.read()),
      { input: draw(inputRate, width, 'input'), recurrent: draw(recurrentRate, units, 'recurrent') },
    );
  };
}
