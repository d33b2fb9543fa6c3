import type { LayerRule } from '../layer-rule.js';
import { type LayerSettings, type TensorShape, valuesOf, writeShape } from '../layer-settings.js';
import { onlyInput } from './input-rank.js';

export const flatten: LayerRule = (settings, inputs) => {
  const input = onlyInput(settings, inputs);
  if (input.length < 2) settings.fail(`gets ${writeShape(input)}, which is flat already. Take the layer out.`);
  const values = valuesOf(input);
  if (values === null) {
    return settings.fail(
      `cannot flatten ${writeShape(input)}, whose length is open. State it in the input layer, or use a global pooling layer.`,
    );
  }
  return { output: [values], parameters: 0, flops: 0 };
};

export const reshape: LayerRule = (settings, inputs) => {
  const input = onlyInput(settings, inputs);
  const target = settings.raw('target_shape');
  if (!Array.isArray(target) || !target.every((size) => Number.isInteger(size))) {
    return settings.fail('target_shape must be a list of whole numbers.', 'target_shape');
  }
  return { output: reshaped(settings, input, target), parameters: 0, flops: 0 };
};

function reshaped(settings: LayerSettings, input: TensorShape, target: readonly number[]): TensorShape {
  const open = target.filter((size) => size < 0).length;
  const known = target.reduce((product, size) => (size < 0 ? product : product * size), 1);
  const values = valuesOf(input);
  if (values === null) return target.map((size) => (size < 0 ? null : size));
  const fits = open === 0 ? known === values : open === 1 && known > 0 && values % known === 0;
  if (!fits) {
    settings.fail(
      `${writeShape(input)} has ${values} values, which do not fill [${target.join(', ')}]. Change target_shape.`,
      'target_shape',
    );
  }
  return target.map((size) => (size < 0 ? values / known : size));
}

export const permute: LayerRule = (settings, inputs) => {
  const input = onlyInput(settings, inputs);
  const axes = settings.raw('dims');
  const sorted = Array.isArray(axes) ? [...axes].sort((a, b) => Number(a) - Number(b)) : [];
  if (!Array.isArray(axes) || sorted.join() !== input.map((_, i) => i + 1).join()) {
    return settings.fail(`dims must name each of the ${input.length} axes once, counted from 1.`, 'dims');
  }
  return { output: axes.map((axis: number) => input[axis - 1] ?? null), parameters: 0, flops: 0 };
};

export const repeatVector: LayerRule = (settings, inputs) => {
  const input = onlyInput(settings, inputs, 1);
  return { output: [settings.size('n'), ...input], parameters: 0, flops: 0 };
};
