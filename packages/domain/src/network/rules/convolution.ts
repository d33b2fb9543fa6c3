import type { LayerRule } from '../layer-rule.js';
import { type LayerSettings, type TensorShape, times, valuesOf } from '../layer-settings.js';
import { channelsOf, onlyInput } from './input-rank.js';

/** Positions that a window of a size takes along an axis. */
export function windowPositions(
  settings: LayerSettings,
  length: number | null,
  window: number,
  stride: number,
): number | null {
  if (length === null) return null;
  const positions = Math.ceil((settings.padding() === 'same' ? length : length - window + 1) / stride);
  if (positions >= 1) return positions;
  return settings.fail(
    `its window of ${window} is longer than the ${length} positions it gets. Use a smaller one, padding "same", or fewer poolings before it.`,
  );
}

interface Sliding {
  readonly input: TensorShape;
  readonly channels: number;
  readonly kernel: readonly number[];
  readonly places: TensorShape;
}

function slide(settings: LayerSettings, inputs: readonly TensorShape[], axes: 1 | 2): Sliding {
  settings.requireChannelsLast();
  const input = onlyInput(settings, inputs, axes + 1);
  const ones = Array.from({ length: axes }, () => 1);
  const kernel = settings.sizes('kernel_size', axes, null);
  const strides = settings.sizes('strides', axes, ones);
  const dilation = settings.sizes('dilation_rate', axes, ones);
  if (strides.some((s) => s > 1) && dilation.some((d) => d > 1)) {
    settings.fail('strides and dilation_rate cannot both be above 1. Set one of them to 1.', 'dilation_rate');
  }
  const places = kernel.map((size, axis) =>
    windowPositions(settings, input[axis] ?? null, (size - 1) * (dilation[axis] ?? 1) + 1, strides[axis] ?? 1),
  );
  return { input, channels: channelsOf(settings, input), kernel, places };
}

function convolution(axes: 1 | 2): LayerRule {
  return (settings, inputs) => {
    const { channels, kernel, places } = slide(settings, inputs, axes);
    const filters = settings.size('filters');
    const taps = kernel.reduce((a, b) => a * b, channels);
    return {
      output: [...places, filters],
      parameters: taps * filters + (settings.flag('use_bias', true) ? filters : 0),
      flops: times(2, taps, filters, valuesOf(places)),
    };
  };
}
export const conv1d = convolution(1);
export const conv2d = convolution(2);

export const separableConv2d: LayerRule = (settings, inputs) => {
  const { channels, kernel, places } = slide(settings, inputs, 2);
  const filters = settings.size('filters');
  const middle = channels * settings.size('depth_multiplier', 1);
  const depthwise = kernel.reduce((a, b) => a * b, middle);
  return {
    output: [...places, filters],
    parameters: depthwise + middle * filters + (settings.flag('use_bias', true) ? filters : 0),
    flops: times(2, depthwise + middle * filters, valuesOf(places)),
  };
};

export const depthwiseConv2d: LayerRule = (settings, inputs) => {
  const { channels, kernel, places } = slide(settings, inputs, 2);
  const out = channels * settings.size('depth_multiplier', 1);
  const depthwise = kernel.reduce((a, b) => a * b, out);
  return {
    output: [...places, out],
    parameters: depthwise + (settings.flag('use_bias', true) ? out : 0),
    flops: times(2, depthwise, valuesOf(places)),
  };
};

/** @throws InvalidArchitectureError when a shape could not be padded */
export const zeroPadding2d: LayerRule = (settings, inputs) => {
  settings.requireChannelsLast();
  const input = onlyInput(settings, inputs, 3);
  const [top, bottom, left, right] = paddingOf(settings);
  const grow = (size: number | null | undefined, by: number) => (size == null ? null : size + by);
  return {
    output: [grow(input[0], top + bottom), grow(input[1], left + right), input[2] ?? null],
    parameters: 0,
    flops: 0,
  };
};

function paddingOf(settings: LayerSettings): [number, number, number, number] {
  const given = settings.raw('padding') ?? 1;
  const isCount = (value: unknown): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0;
  if (isCount(given)) return [given, given, given, given];
  const flat = Array.isArray(given) ? given.flatMap((one) => (Array.isArray(one) ? one : [one, one])) : [];
  const [top, bottom, left, right] = flat;
  if (flat.length === 4 && isCount(top) && isCount(bottom) && isCount(left) && isCount(right)) {
    return [top, bottom, left, right];
  }
  return settings.fail(`padding is ${JSON.stringify(given)}; give a number, two, or two pairs.`, 'padding');
}
