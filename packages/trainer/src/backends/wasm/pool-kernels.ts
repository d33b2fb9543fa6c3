import { tf } from '../../tensorflow.js';
import { type KernelFunction, replaceKernel } from './heap.js';

interface PoolGeometry {
  readonly batchSize: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly effectiveFilterHeight: number;
  readonly effectiveFilterWidth: number;
  readonly padInfo: { readonly top: number; readonly left: number };
}

/** A window of the input, bounds exclusive at the end, and the offset of its output's first channel. */
interface Window {
  readonly y0: number;
  readonly y1: number;
  readonly x0: number;
  readonly x1: number;
  readonly output: number;
  readonly sample: number;
}

function forEachWindow(g: PoolGeometry, visit: (window: Window) => void): void {
  for (let sample = 0; sample < g.batchSize; sample++) {
    for (let y = 0; y < g.outHeight; y++) {
      for (let x = 0; x < g.outWidth; x++) {
        const top = y * g.strideHeight - g.padInfo.top;
        const left = x * g.strideWidth - g.padInfo.left;
        visit({
          y0: Math.max(0, top),
          y1: Math.min(g.inHeight, top + g.effectiveFilterHeight),
          x0: Math.max(0, left),
          x1: Math.min(g.inWidth, left + g.effectiveFilterWidth),
          output: ((sample * g.outHeight + y) * g.outWidth + x) * g.inChannels,
          sample,
        });
      }
    }
  }
}

/**
 * tfjs' own MaxPoolGrad on wasm is wrong: a window whose maximum is at most 0 loses its gradient, and ties go to the
 * last element. Here the first maximum takes the gradient, as in TensorFlow.
 */
const maxPoolGrad: KernelFunction = ({ inputs, backend, attrs }) => {
  const { dy, input } = inputs;
  const a = attrs as {
    filterSize: [number, number];
    strides: [number, number];
    pad: 'valid';
    dimRoundingMode?: 'floor';
  };
  const shape = input.shape as [number, number, number, number];
  const g: PoolGeometry = tf.backend_util.computePool2DInfo(
    shape,
    a.filterSize,
    a.strides,
    1,
    a.pad,
    a.dimRoundingMode,
  );
  const out = backend.makeOutput(input.shape, 'float32');
  const dx = backend.typedArrayFromHeap(out).fill(0);
  const x = backend.typedArrayFromHeap(input);
  const gradient = backend.typedArrayFromHeap(dy);
  const channels = g.inChannels;
  forEachWindow(g, (w) => {
    for (let c = 0; c < channels; c++) {
      let best = -1;
      for (let row = w.y0; row < w.y1; row++) {
        let k = ((w.sample * g.inHeight + row) * g.inWidth + w.x0) * channels + c;
        for (let column = w.x0; column < w.x1; column++, k += channels) {
          if (best < 0 || x[k] > x[best]) best = k;
        }
      }
      if (best >= 0) dx[best] += gradient[w.output + c];
    }
  });
  return out;
};

export function supplyPoolKernels(): void {
  replaceKernel('MaxPoolGrad', maxPoolGrad);
}
