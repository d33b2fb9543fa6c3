import { type Tensor, tf } from '../tensorflow.js';
import type { ConvStage } from './conv-plan.js';
import { addressOf, heapKernels } from './heap-kernels.js';
import { heapTensor } from './heap-tensor.js';

/** Where windows of a 1-D convolution lie. */
interface Windows {
  readonly rows: number;
  readonly inputRows: number;
  readonly windows: number;
  readonly positions: number;
  /** Arguments of `imageToColumns` after the number of samples. */
  readonly geometry: readonly number[];
  readonly length: number;
}

function windowsOf([rows, inputRows]: readonly number[], stage: ConvStage): Windows {
  const { kernelSize, stride, cin, padding } = stage;
  const windows =
    padding === 'same' ? Math.ceil(inputRows / stride) : Math.floor((inputRows - kernelSize) / stride) + 1;
  const missing = padding === 'same' ? Math.max(0, (windows - 1) * stride + kernelSize - inputRows) : 0;
  const geometry = [1, inputRows, cin, 1, windows, 1, kernelSize, 1, stride, 0, Math.floor(missing / 2)];
  return { rows, inputRows, windows, positions: windows >> 1, geometry, length: kernelSize * cin };
}

/** Window rows of the whole batch, [rows · windows, length]. */
function columnsOf(x: Tensor, w: Windows): Tensor {
  return heapTensor([w.rows * w.windows, w.length], (values) => {
    heapKernels().imageToColumns(addressOf(x), values.byteOffset, w.rows, ...w.geometry);
  });
}

/**
 * Conv1D + bias + ReLU + MaxPool 2 for wide layers: matrix products over window rows, everything else in one pass. The
 * window rows are made again in the backward pass: copying costs less than keeping them.
 * @param x [rows, inputRows, cin] · @param kernel [k, cin, cout] · @param bias [cout]
 * @returns [rows, positions, cout]
 */
export function wideConvPool(x: Tensor, kernel: Tensor, bias: Tensor, stage: ConvStage, wantsDx: boolean): Tensor {
  const w = windowsOf(x.shape, stage);
  const { cout } = stage;
  const operation = tf.customGrad((...args) => {
    const save = args[args.length - 1] as tf.GradSaveFunc;
    const flat = tf.reshape(kernel, [w.length, cout]);
    const y = tf.matMul(columnsOf(x, w), flat);
    const winners = heapTensor([Math.ceil((w.rows * w.positions * cout) / 4)], () => {});
    const value = heapTensor([w.rows, w.positions, cout], (out) => {
      const [from, shift] = [addressOf(y), addressOf(bias)];
      heapKernels().biasReluPool(from, shift, out.byteOffset, addressOf(winners), w.rows, w.windows, cout);
    });
    save([x, kernel, value, winners]);
    const gradFunc = (dOut: Tensor, saved: Tensor[]) => tf.tidy(() => gradients(dOut, saved, w, stage, wantsDx));
    return { value, gradFunc };
  });
  return wantsDx ? operation(x, kernel, bias) : operation(kernel, bias);
}

function gradients(dOut: Tensor, saved: Tensor[], w: Windows, stage: ConvStage, wantsDx: boolean): Tensor[] {
  const [x, kernel, out, winners] = saved;
  const { cout } = stage;
  const dBias = heapTensor([cout], (values) => values.fill(0));
  const dy = heapTensor([w.rows * w.windows, cout], (values) => {
    const [g, o, second, db] = [dOut, out, winners, dBias].map(addressOf);
    heapKernels().biasReluPoolBackward(g, o, second, values.byteOffset, db, w.rows, w.windows, cout);
  });
  const dKernel = tf.reshape(tf.matMul(columnsOf(x, w), dy, true, false), kernel.shape);
  if (!wantsDx) return [dKernel, dBias];
  const dColumns = tf.matMul(dy, tf.reshape(kernel, [w.length, cout]), false, true);
  const dx = heapTensor(x.shape, (values) => {
    values.fill(0);
    heapKernels().columnsToImage(addressOf(dColumns), values.byteOffset, w.rows, ...w.geometry);
  });
  return [dx, dKernel, dBias];
}
