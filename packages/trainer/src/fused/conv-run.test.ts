import { Rng } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose-backend.js';
import { FusedKernelError } from '../errors.js';
import { type Tensor, tf } from '../tensorflow.js';
import { worstDifference } from '../testing/compare.js';
import type { ConvStage } from './conv-plan.js';
import { ConvRun } from './conv-run.js';
import { KernelPool } from './kernel-pool.js';
import { wideConvPool } from './wide-conv-pool.js';

const stage = (
  cin: number,
  kernelSize: number,
  stride: number,
  cout: number,
  padding: 'valid' | 'same' = 'valid',
): ConvStage => ({ cin, kernelSize, stride, cout, padding });

interface Case {
  readonly name: string;
  readonly rows: number;
  readonly inputRows: number;
  readonly wantsDx: boolean;
  readonly stages: readonly ConvStage[];
}
const CASES: readonly Case[] = [
  { name: 'one stage', rows: 3, inputRows: 101, wantsDx: true, stages: [stage(4, 5, 1, 8)] },
  {
    name: 'two stages, stride 2',
    rows: 5,
    inputRows: 64,
    wantsDx: true,
    stages: [stage(64, 3, 2, 64), stage(64, 3, 1, 32)],
  },
  { name: 'samples first', rows: 9, inputRows: 333, wantsDx: false, stages: [stage(1, 3, 2, 24), stage(24, 4, 3, 16)] },
  { name: 'samples only', rows: 2, inputRows: 21, wantsDx: false, stages: [stage(1, 3, 1, 8)] },
  { name: 'one channel, gradient wanted', rows: 2, inputRows: 21, wantsDx: true, stages: [stage(1, 3, 1, 8)] },
  { name: 'one channel, five taps', rows: 2, inputRows: 40, wantsDx: false, stages: [stage(1, 5, 2, 8)] },
  { name: 'uneven channels', rows: 4, inputRows: 50, wantsDx: true, stages: [stage(3, 2, 3, 10), stage(10, 3, 1, 5)] },
  {
    name: 'same padding',
    rows: 3,
    inputRows: 61,
    wantsDx: true,
    stages: [stage(8, 5, 2, 16, 'same'), stage(16, 5, 1, 24, 'same')],
  },
  {
    name: 'same padding after samples',
    rows: 3,
    inputRows: 62,
    wantsDx: false,
    stages: [stage(1, 3, 1, 16, 'same'), stage(16, 5, 2, 8, 'same')],
  },
  { name: 'windows longer than the input', rows: 2, inputRows: 3, wantsDx: true, stages: [stage(4, 5, 1, 8, 'same')] },
  { name: 'windows that do not touch', rows: 2, inputRows: 40, wantsDx: true, stages: [stage(16, 3, 5, 16)] },
  { name: 'odd number of windows', rows: 3, inputRows: 15, wantsDx: true, stages: [stage(6, 3, 1, 9)] },
  { name: 'many channels', rows: 2, inputRows: 97, wantsDx: false, stages: [stage(1, 3, 1, 32), stage(32, 3, 2, 256)] },
];

function reference(x: Tensor, variables: readonly Tensor[], stages: readonly ConvStage[]): Tensor {
  return stages.reduce((h, s, i) => {
    const y = tf.add(
      tf.conv1d(h as tf.Tensor3D, variables[2 * i] as tf.Tensor3D, s.stride, s.padding),
      variables[2 * i + 1],
    );
    return tf.squeeze(tf.maxPool(tf.expandDims(tf.relu(y), 1) as tf.Tensor4D, [1, 2], [1, 2], 'valid'), [1]);
  }, x);
}

function draw(shape: readonly number[], scale: number, rng: Rng): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => scale * rng.normal()),
    [...shape],
  );
}

let pool: KernelPool;
beforeAll(async () => {
  await chooseBackend({ preferred: 'wasm' });
  pool = new KernelPool(3);
});
afterAll(() => pool.dispose());

/** Value and gradients of `operation` weighted by `weights`. */
function gradientsOf(
  operation: (x: Tensor, v: Tensor[]) => Tensor,
  x: Tensor,
  variables: Tensor[],
  wantsDx: boolean,
  weights: Tensor,
) {
  const inputs = wantsDx ? [x, ...variables] : variables;
  const value = operation(x, variables);
  const grads = tf.grads((...args: Tensor[]) =>
    tf.sum(tf.mul(weights, wantsDx ? operation(args[0], args.slice(1)) : operation(x, args))),
  )(inputs);
  return [value, ...grads];
}

describe('ConvRun', () => {
  it.each(CASES)(
    '$name: equals convolution, ReLU and pooling, with all gradients',
    ({ rows, inputRows, wantsDx, stages }) => {
      const before = tf.memory().numTensors;
      const run = new ConvRun(pool, { inputRows, stages, wantsDx, capacity: rows + 1 });
      tf.tidy(() => {
        const rng = new Rng(3);
        const x = draw([rows, inputRows, stages[0].cin], 1, rng);
        const variables = stages.flatMap((s) => [
          draw([s.kernelSize, s.cin, s.cout], 1 / Math.sqrt(s.kernelSize * s.cin), rng),
          draw([s.cout], 0.3, rng),
        ]);
        const expectedValue = reference(x, variables, stages);
        const weights = draw(expectedValue.shape, 1, rng);
        const expected = gradientsOf((i, v) => reference(i, v, stages), x, variables, wantsDx, weights);
        const actual = gradientsOf((i, v) => run.apply(i, v), x, variables, wantsDx, weights);
        expected.forEach((tensor, i) => {
          expect(actual[i].shape).toEqual(tensor.shape);
          expect(worstDifference(actual[i].dataSync<'float32'>(), tensor.dataSync<'float32'>())).toBeLessThan(2e-5);
        });
      });
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it.each(CASES.filter(({ stages }) => stages.length === 1))(
    '$name: as a matrix product it is the same',
    ({ rows, inputRows, wantsDx, stages: [only] }) => {
      const before = tf.memory().numTensors;
      tf.tidy(() => {
        const rng = new Rng(5);
        const x = draw([rows, inputRows, only.cin], 1, rng);
        const variables = [draw([only.kernelSize, only.cin, only.cout], 0.3, rng), draw([only.cout], 0.3, rng)];
        const expectedValue = reference(x, variables, [only]);
        const weights = draw(expectedValue.shape, 1, rng);
        const expected = gradientsOf((i, v) => reference(i, v, [only]), x, variables, wantsDx, weights);
        const wide = (i: Tensor, [kernel, bias]: Tensor[]) => wideConvPool(i, kernel, bias, only, wantsDx);
        gradientsOf(wide, x, variables, wantsDx, weights).forEach((tensor, i) => {
          expect(tensor.shape).toEqual(expected[i].shape);
          expect(worstDifference(tensor.dataSync(), expected[i].dataSync())).toBeLessThan(2e-5);
        });
      });
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it('gives the same bits for every number of threads, and for a batch after a larger one', async () => {
    const results: Float32Array[][] = [];
    for (const threads of [1, 2, 4]) {
      const own = new KernelPool(threads);
      const stages = [stage(8, 3, 1, 16)];
      const run = new ConvRun(own, { inputRows: 40, stages, wantsDx: true, capacity: 20 });
      tf.tidy(() => {
        const rng = new Rng(8);
        const variables = [draw([3, 8, 16], 0.3, rng), draw([16], 0.3, rng)];
        run.apply(draw([20, 40, 8], 1, rng), variables);
        const x = draw([13, 40, 8], 1, rng);
        const out = gradientsOf((i, v) => run.apply(i, v), x, variables, true, tf.ones([13, 19, 16]));
        results.push(out.map((t) => t.dataSync<'float32'>().slice()));
      });
      await own.dispose();
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  it.each([1, 2, 9, 13, 17])('the gradients of %i rows hold nothing of a larger batch before them', (rows) => {
    const stages = [stage(8, 3, 1, 16)];
    const options = { inputRows: 40, stages, wantsDx: true, capacity: 20 };
    tf.tidy(() => {
      const rng = new Rng(8);
      const variables = [draw([3, 8, 16], 0.3, rng), draw([16], 0.3, rng)];
      const large = draw([20, 40, 8], 1, rng);
      const x = draw([rows, 40, 8], 1, rng);
      const train = (run: ConvRun, input: Tensor, count: number) =>
        gradientsOf((i, v) => run.apply(i, v), input, variables, true, tf.ones([count, 19, 16])).map((t) =>
          t.dataSync<'float32'>().slice(),
        );
      const used = new ConvRun(pool, options);
      train(used, large, 20);
      expect(train(used, x, rows)).toEqual(train(new ConvRun(pool, options), x, rows));
    });
  });

  it('keeps a NaN of the weights visible', () => {
    const run = new ConvRun(pool, { inputRows: 20, stages: [stage(4, 3, 1, 8)], wantsDx: false, capacity: 2 });
    tf.tidy(() => {
      const y = run.apply(tf.ones([2, 20, 4]), [tf.fill([3, 4, 8], Number.NaN), tf.zeros([8])]);
      expect(y.dataSync()[0]).toBeNaN();
    });
  });

  it('refuses to differentiate a forward pass that another has overwritten', () => {
    const run = new ConvRun(pool, { inputRows: 20, stages: [stage(4, 3, 1, 8)], wantsDx: true, capacity: 2 });
    tf.tidy(() => {
      const x = tf.ones([2, 20, 4]);
      const variables = [tf.ones([3, 4, 8]), tf.zeros([8])];
      const twice = (input: Tensor) => tf.sum(tf.add(run.apply(input, variables), run.apply(input, variables)));
      expect(() => tf.grad(twice)(x)).toThrow(/another forward pass/);
    });
  });

  it('ends with the error of a thread that fails, and refuses all further work', async () => {
    const own = new KernelPool(2);
    const run = new ConvRun(own, { inputRows: 20, stages: [stage(4, 3, 1, 8)], wantsDx: false, capacity: 4 });
    // A plan whose addresses lie outside the memory traps in whichever thread takes a chunk.
    const broken = own.addPlan((allocator) => {
      allocator.bytes(64);
      const far = 0xfff00000;
      const layer = { positions: 2, coutPadded: 8, step: 16, length: 12, inputBytes: 64, maskBytes: 2, samples: false };
      const thread = { firstOutput: far, firstMask: far, gradients: [far, far], scratch: far };
      const addresses = { packed: far, transposed: far, bias: far, mask: far, dWeights: [], dBias: [], padBefore: 0 };
      return {
        kind: 'conv',
        capacity: 8,
        layers: [{ ...layer, ...addresses }],
        inputs: [far, far],
        dOut: far,
        dx: 0,
        recomputesFirst: false,
        threads: [thread, thread],
        table: far,
      } as unknown as ReturnType<Parameters<KernelPool['addPlan']>[0]>;
    });
    expect(() => own.run(broken, 1, 8)).toThrow(FusedKernelError);
    tf.tidy(() => {
      expect(() => run.apply(tf.ones([2, 20, 4]), [tf.ones([3, 4, 8]), tf.zeros([8])])).toThrow(FusedKernelError);
    });
    await own.dispose();
  });
});
