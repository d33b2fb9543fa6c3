import type { LayerRule } from '../layer-rule.js';
import { type LayerSettings, type TensorShape, times, valuesOf, writeShape } from '../layer-settings.js';

function several(settings: LayerSettings, inputs: readonly TensorShape[]): readonly [TensorShape, ...TensorShape[]] {
  const [first, ...rest] = inputs;
  if (first === undefined || rest.length === 0) return settings.fail('reads one layer; it joins two or more.');
  return [first, ...rest];
}

export const concatenate: LayerRule = (settings, inputs) => {
  const [first, ...rest] = several(settings, inputs);
  const given = settings.raw('axis') ?? -1;
  const axis = typeof given !== 'number' ? Number.NaN : given < 0 ? first.length + given : given - 1;
  if (!(axis >= 0 && axis < first.length))
    settings.fail(`axis ${JSON.stringify(given)} is no axis of its inputs.`, 'axis');
  const output = [...first];
  for (const other of rest) {
    const fits = other.length === first.length && other.every((size, i) => i === axis || size === first[i]);
    if (!fits) {
      settings.fail(
        `${writeShape(first)} and ${writeShape(other)} differ beyond axis ${given}. Make the other axes equal, with pooling or a Reshape.`,
      );
    }
    const [sum, size] = [output[axis] ?? null, other[axis] ?? null];
    output[axis] = sum === null || size === null ? null : sum + size;
  }
  return { output, parameters: 0, flops: 0 };
};

/** Add, Multiply, Average, Maximum, Minimum: axes of length 1 stretch. */
export const combine: LayerRule = (settings, inputs) => {
  const all = several(settings, inputs);
  const [first, ...rest] = all;
  let output: TensorShape = first;
  for (const other of rest) {
    if (other.length !== output.length) differ(settings, output, other);
    output = output.map((size, i) => {
      const its = other[i] ?? null;
      if (size === null || its === null) return null;
      if (size !== its && size !== 1 && its !== 1) differ(settings, output, other);
      return Math.max(size, its);
    });
  }
  return { output, parameters: 0, flops: times(all.length - 1, valuesOf(output)) };
};

function differ(settings: LayerSettings, a: TensorShape, b: TensorShape): never {
  return settings.fail(
    `${writeShape(a)} and ${writeShape(b)} cannot be combined value by value. Make them equal, with a Dense, Conv1D or Reshape.`,
  );
}
