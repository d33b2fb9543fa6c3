import type { ArchitecturePreset } from '@voxboard/domain';
import { type Layer, tf } from '../tensorflow.js';
import { bidirectional, conv1d, dense, head, lstm, maxPool } from './layer-stack.js';

/** What one row must look like for a preset. */
export type InputKind = 'columns' | 'samples' | 'frames';

export interface PresetContext {
  readonly classCount: number;
  /** A hidden layer's size at the asked width. */
  readonly wide: (size: number) => number;
}

export interface NetworkPreset {
  readonly input: InputKind;
  /** One layer after the other. */
  readonly layers: (context: PresetContext) => Layer[];
}

/** The study's emotion network on 162 columns: 16,279,048 parameters with 8 classes. */
const emotionFeatures: NetworkPreset = {
  input: 'columns',
  layers: ({ classCount, wide }) => {
    const conv = (strides: number) => conv1d({ filters: wide(1024), kernelSize: 5, strides, padding: 'same' });
    const normalised = (strides: number) => [conv(strides), maxPool(), tf.layers.batchNormalization({})];
    return [
      conv(2),
      maxPool(),
      ...normalised(2),
      ...normalised(2),
      ...normalised(1),
      tf.layers.flatten(),
      dense(wide(512), 'relu'),
      tf.layers.dropout({ rate: 0.15 }),
      head(classCount, 'softmax'),
    ];
  },
};

/** Conv1D 32, k3 with MaxPool 2, the first with stride 1, the others with stride 2; then Dense 64 and dropout. */
function convPoolNetwork(input: InputKind, stages: number, binaryHead: boolean): NetworkPreset {
  return {
    input,
    layers: ({ classCount, wide }) => [
      ...Array.from({ length: stages }, (_, i) => [
        conv1d({ filters: wide(32), kernelSize: 3, strides: i === 0 ? 1 : 2 }),
        maxPool(),
      ]).flat(),
      tf.layers.flatten(),
      dense(wide(64), 'relu'),
      tf.layers.dropout({ rate: 0.5 }),
      head(classCount, binaryHead && classCount === 2 ? 'sigmoid' : 'softmax'),
    ],
  };
}

/** LSTMs over frames, their outputs as a sequence for one convolution. */
const emotionHybrid: NetworkPreset = {
  input: 'frames',
  layers: ({ classCount, wide }) => [
    lstm(wide(64), 0.5),
    lstm(wide(32), 0.2),
    bidirectional(lstm(wide(32), 0.2)),
    tf.layers.flatten(),
    dense(wide(64), 'relu'),
    tf.layers.reshape({ targetShape: [wide(64), 1] }),
    conv1d({ filters: wide(64), kernelSize: 3 }),
    maxPool(),
    tf.layers.flatten(),
    dense(wide(128), 'relu'),
    tf.layers.dropout({ rate: 0.5 }),
    head(classCount, 'softmax'),
  ],
};

/** One hidden layer of 256 on any columns. */
const mlp: NetworkPreset = {
  input: 'columns',
  layers: ({ classCount, wide }) => [
    tf.layers.flatten(),
    dense(wide(256), 'relu'),
    tf.layers.dropout({ rate: 0.5 }),
    head(classCount, 'softmax'),
  ],
};

export const NETWORK_PRESETS: Readonly<Partial<Record<ArchitecturePreset, NetworkPreset>>> = {
  'emotion-features': emotionFeatures,
  'gender-features': convPoolNetwork('columns', 3, true),
  'emotion-raw': convPoolNetwork('samples', 8, false),
  'gender-raw': convPoolNetwork('samples', 7, true),
  'emotion-hybrid': emotionHybrid,
  mlp,
};
