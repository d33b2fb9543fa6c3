import type { ArchitecturePreset } from '../experiment.js';
import type { Json } from './keras-json.js';
import { InvalidArchitectureError } from './network.errors.js';

/** The shape and classes that a preset is described with where no data are named: the study's, or the usual ones. */
export const PRESET_REFERENCE: Readonly<
  Record<ArchitecturePreset, { readonly rowShape: readonly number[]; readonly classCount: number }>
> = {
  'emotion-features': { rowShape: [162], classCount: 8 },
  'gender-features': { rowShape: [162], classCount: 2 },
  'emotion-raw': { rowShape: [144_000], classCount: 8 },
  'gender-raw': { rowShape: [144_000], classCount: 2 },
  'emotion-hybrid': { rowShape: [300, 166], classCount: 8 },
  lda: { rowShape: [803], classCount: 8 },
  mlp: { rowShape: [803], classCount: 8 },
  cnn22: { rowShape: [144, 86], classCount: 8 },
};

interface PresetSize {
  readonly classCount: number;
  readonly wide: (size: number) => number;
}
type Layer = readonly [kind: string, config?: Json];

const GLOROT = { class_name: 'GlorotUniform', config: { seed: null } };
const conv1d = (filters: number, kernel: number, strides = 1, padding = 'valid', activation = 'relu'): Layer => [
  'Conv1D',
  { filters, kernel_size: [kernel], strides: [strides], padding, activation, kernel_initializer: GLOROT },
];
const dense = (units: number, activation: string): Layer => [
  'Dense',
  { units, activation, kernel_initializer: GLOROT },
];
const pool: Layer = ['MaxPooling1D', { pool_size: [2], strides: [2] }];
const dropout = (rate: number): Layer => ['Dropout', { rate }];
const normal: Layer = ['BatchNormalization', { axis: -1 }];
const lstmConfig = (units: number, recurrentDropout: number): Json => ({
  units,
  recurrent_dropout: recurrentDropout,
  return_sequences: true,
  recurrent_activation: 'sigmoid',
  kernel_initializer: GLOROT,
});

function convPool(stages: number, binary: boolean) {
  return ({ classCount, wide }: PresetSize): Layer[] => [
    ...Array.from({ length: stages }, (_, i) => [conv1d(wide(32), 3, i === 0 ? 1 : 2), pool]).flat(),
    ['Flatten'],
    dense(wide(64), 'relu'),
    dropout(0.5),
    binary && classCount === 2 ? dense(1, 'sigmoid') : dense(classCount, 'softmax'),
  ];
}

const CHAINS: Readonly<Partial<Record<ArchitecturePreset, (size: PresetSize) => Layer[]>>> = {
  'emotion-features': ({ classCount, wide }) => [
    ...[2, 2, 2, 1].flatMap((stride, i): Layer[] => [
      conv1d(wide(1024), 5, stride, 'same'),
      pool,
      ...(i === 0 ? [] : [normal]),
    ]),
    ['Flatten'],
    dense(wide(512), 'relu'),
    dropout(0.15),
    dense(classCount, 'softmax'),
  ],
  'gender-features': convPool(3, true),
  'emotion-raw': convPool(8, false),
  'gender-raw': convPool(7, true),
  'emotion-hybrid': ({ classCount, wide }) => [
    ['LSTM', lstmConfig(wide(64), 0.5)],
    ['LSTM', lstmConfig(wide(32), 0.2)],
    ['Bidirectional', { merge_mode: 'concat', layer: { class_name: 'LSTM', config: lstmConfig(wide(32), 0.2) } }],
    ['Flatten'],
    dense(wide(64), 'relu'),
    ['Reshape', { target_shape: [wide(64), 1] }],
    conv1d(wide(64), 3),
    pool,
    ['Flatten'],
    dense(wide(128), 'relu'),
    dropout(0.5),
    dense(classCount, 'softmax'),
  ],
  lda: ({ classCount }) => [dense(classCount, 'softmax')],
  mlp: ({ classCount, wide }) => [['Flatten'], dense(wide(256), 'relu'), dropout(0.5), dense(classCount, 'softmax')],
};

/**
 * A preset as layers JSON, for rows of a shape: what `describeNetwork` reads, and what a network of one's own may start
 * from.
 * @throws InvalidArchitectureError when the rows are of another kind
 */
export function presetNetwork(
  preset: ArchitecturePreset,
  width: number,
  rowShape: readonly number[],
  classCount: number,
): Json {
  const size: PresetSize = { classCount, wide: (units) => Math.max(1, Math.round(units * width)) };
  const inputShape = presetInputShape(preset, rowShape);
  if (preset === 'cnn22') return attentiveNetwork(size, inputShape);
  const chain = CHAINS[preset]?.(size) ?? [];
  const layers: Layer[] = [['InputLayer', { batch_input_shape: [null, ...inputShape] }], ...chain];
  return {
    class_name: 'Sequential',
    config: { name: preset, layers: layers.map(([kind, config], i) => entry(kind, `${snake(kind)}_${i}`, config)) },
  };
}

function presetInputShape(preset: ArchitecturePreset, rowShape: readonly number[]): readonly number[] {
  const [first = 0, second] = rowShape;
  const isFrames = PRESET_REFERENCE[preset].rowShape.length === 2;
  const isSingle = rowShape.length === 1 || (rowShape.length === 2 && second === 1);
  if (preset === 'lda') return [rowShape.reduce((a, b) => a * b, 1)];
  if (isFrames ? rowShape.length === 2 : isSingle) return isFrames ? rowShape : [first, 1];
  throw new InvalidArchitectureError(
    `"${preset}" reads rows of ${isFrames ? '[frames, features]' : '[columns]'}, but the feature set's rows are ` +
      `[${rowShape.join(', ')}]. Choose a feature set whose recipe fits.`,
  );
}

/** cnn22: convolutions over frames, weighed by attention where frames are real. */
function attentiveNetwork({ classCount, wide }: PresetSize, inputShape: readonly number[]): Json {
  const layers: Json[] = [];
  const add = ([kind, config]: Layer, ...inputs: string[]): string => {
    const name = `${snake(kind)}_${layers.length}`;
    layers.push({ ...entry(kind, name, config), name, inbound_nodes: inputs.length === 0 ? [] : [inputs.map(origin)] });
    return name;
  };
  const convolved = (from: string, filters: number, kernel: number) =>
    add(['Activation', { activation: 'relu' }], add(normal, add(conv1d(filters, kernel, 1, 'same', 'linear'), from)));
  const input = add(['InputLayer', { batch_input_shape: [null, ...inputShape] }]);
  let h = input;
  for (let stage = 0; stage < 2; stage++) {
    h = add(['SpatialDropout1D', { rate: 0.1 }], add(pool, convolved(h, wide(96), 5)));
  }
  h = convolved(h, wide(128), 3);
  const mask = add(['VoxboardFrameMask', { pool: 4 }], input);
  const statistics = add(['VoxboardAttentiveStatistics', { units: wide(32) }], h, mask);
  const output = add(dense(classCount, 'softmax'), add(dropout(0.3), add(normal, statistics)));
  return {
    class_name: 'Functional',
    config: { name: 'cnn22', layers, input_layers: [[input, 0, 0]], output_layers: [[output, 0, 0]] },
  };
}

const origin = (name: string) => [name, 0, 0, {}];
const entry = (kind: string, name: string, config: Json = {}): Json => ({
  class_name: kind,
  config: { name, ...config },
});
const snake = (kind: string) => kind.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
