import { Rng } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose-backend.js';
import { type Tensor, tf } from '../tensorflow.js';
import { worstDifference } from '../testing/compare.js';
import { KernelPool } from './kernel-pool.js';
import type { LstmShape } from './lstm-plan.js';
import { type LstmMasks, LstmRun } from './lstm-run.js';

let pool: KernelPool;
beforeAll(async () => {
  await chooseBackend({ preferred: 'wasm' });
  pool = new KernelPool(3);
});
afterAll(() => pool.dispose());

function draw(shape: readonly number[], scale: number, rng: Rng): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => scale * rng.normal()),
    [...shape],
  );
}

/** The layer step by step from elementary operations (Keras 3's LSTMCell). */
function reference(x: Tensor, [w, u, b]: readonly Tensor[], shape: LstmShape, masks: LstmMasks): Tensor {
  const rows = x.shape[0];
  const { steps, inputs, units } = shape;
  let h: Tensor = tf.zeros([rows, units]);
  let c: Tensor = tf.zeros([rows, units]);
  const inputMask = masks.input ? tf.tensor(masks.input, [rows, inputs]) : tf.ones([rows, inputs]);
  const recurrentMask = masks.recurrent ? tf.tensor(masks.recurrent, [rows, units]) : tf.ones([rows, units]);
  const outputs: Tensor[] = [];
  for (let t = 0; t < steps; t++) {
    const at = shape.reversed ? steps - 1 - t : t;
    const xt = tf.reshape(tf.slice(x, [0, at, 0], [rows, 1, inputs]), [rows, inputs]);
    const z = tf.add(tf.add(tf.matMul(tf.mul(xt, inputMask), w), tf.matMul(tf.mul(h, recurrentMask), u)), b);
    const [i, f, g, o] = tf.split(z, 4, 1);
    c = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
    h = tf.mul(tf.sigmoid(o), tf.tanh(c));
    outputs.push(h);
  }
  return shape.sequences ? tf.stack(outputs, 1) : outputs[steps - 1];
}

const CASES = [
  { name: 'sequences', rows: 5, steps: 7, inputs: 9, units: 16 },
  { name: 'last output only', rows: 5, steps: 7, inputs: 9, units: 16, sequences: false },
  { name: 'backwards', rows: 9, steps: 6, inputs: 16, units: 32, reversed: true },
  { name: 'units that are no multiple of 16', rows: 17, steps: 4, inputs: 5, units: 20 },
  { name: 'both dropouts', rows: 6, steps: 5, inputs: 7, units: 12, inputDropout: true, recurrentDropout: true },
  { name: 'the network’s input', rows: 3, steps: 5, inputs: 166, units: 8, wantsDx: false },
  { name: 'one row, one step', rows: 1, steps: 1, inputs: 3, units: 4 },
] as const;

describe('LstmRun', () => {
  it.each(CASES)('$name: equals the cell step by step, with all gradients', (options) => {
    const { rows, steps, inputs, units } = options;
    const {
      sequences = true,
      reversed = false,
      wantsDx = true,
      inputDropout = false,
      recurrentDropout = false,
    } = options as Partial<LstmShape> & { wantsDx?: boolean };
    const shape: LstmShape = { steps, inputs, units, sequences, reversed, inputDropout, recurrentDropout };
    const run = new LstmRun(pool, shape, rows + 2, wantsDx);
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const rng = new Rng(4);
      const mask = (size: number) => Float32Array.from({ length: rows * size }, () => (rng.uniform() < 0.5 ? 0 : 2));
      const masks: LstmMasks = {
        input: inputDropout ? mask(inputs) : null,
        recurrent: recurrentDropout ? mask(units) : null,
      };
      const x = draw([rows, steps, inputs], 1, rng);
      const variables = [
        draw([inputs, 4 * units], 0.3, rng),
        draw([units, 4 * units], 0.3, rng),
        draw([4 * units], 0.3, rng),
      ];
      const expectedValue = reference(x, variables, shape, masks);
      const weights = draw(expectedValue.shape, 1, rng);
      const gradients = (operation: (input: Tensor, v: Tensor[]) => Tensor) =>
        tf.grads((...args: Tensor[]) =>
          tf.sum(tf.mul(weights, wantsDx ? operation(args[0], args.slice(1)) : operation(x, args))),
        )(wantsDx ? [x, ...variables] : variables);
      const expected = [expectedValue, ...gradients((i, v) => reference(i, v, shape, masks))];
      const actual = [run.apply(x, variables, masks), ...gradients((i, v) => run.apply(i, v, masks))];
      expected.forEach((tensor, i) => {
        expect(actual[i].shape).toEqual(tensor.shape);
        expect(worstDifference(actual[i].dataSync(), tensor.dataSync())).toBeLessThan(2e-5);
      });
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('drops nothing where no mask is given, whatever the batch before had', () => {
    const shape = {
      steps: 3,
      inputs: 4,
      units: 4,
      sequences: true,
      reversed: false,
      inputDropout: true,
      recurrentDropout: true,
    };
    const run = new LstmRun(pool, shape, 4, false);
    tf.tidy(() => {
      const rng = new Rng(1);
      const x = draw([4, 3, 4], 1, rng);
      const variables = [draw([4, 16], 1, rng), draw([4, 16], 1, rng), draw([16], 1, rng)];
      const none = { input: null, recurrent: null };
      const before = run.apply(x, variables, none).dataSync();
      run.apply(x, variables, { input: new Float32Array(16), recurrent: new Float32Array(16) });
      expect(run.apply(x, variables, none).dataSync()).toEqual(before);
    });
  });
});
