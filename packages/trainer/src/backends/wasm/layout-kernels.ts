import { tf } from '../../tensorflow.js';
import { type KernelFunction, replaceKernel, sizeOf, stockKernel } from './heap.js';

/** tfjs' own copies; sharing by reference count is what the cpu and node backends do. */
const identity: KernelFunction = ({ inputs: { x }, backend }) => {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
};

/** Slices along one axis, without tfjs' generic Slice. */
const unpack: KernelFunction = ({ inputs: { value }, backend, attrs }) => {
  const rank = value.shape.length;
  const axis = ((attrs.axis as number) + rank) % rank;
  const count = value.shape[axis];
  const shape = value.shape.filter((_, i) => i !== axis);
  const inner = sizeOf(value.shape.slice(axis + 1));
  const outer = sizeOf(value.shape.slice(0, axis));
  const outs = Array.from({ length: count }, () => backend.makeOutput(shape, value.dtype));
  const from = backend.typedArrayFromHeap(value);
  for (let i = 0; i < count; i++) {
    const to = backend.typedArrayFromHeap(outs[i]);
    for (let o = 0; o < outer; o++) {
      const start = (o * count + i) * inner;
      to.set(from.subarray(start, start + inner), o * inner);
    }
  }
  return outs;
};

/** Sum over leading axes (bias and normalisation gradients): rows are added, where tfjs transposes first. */
function sum(): KernelFunction {
  const stock = stockKernel('Sum');
  return (call) => {
    const { x } = call.inputs;
    const axes = tf.util.parseAxisParam(call.attrs.axis as number[], x.shape).sort((a, b) => a - b);
    const leading = axes.length > 0 && axes.length < x.shape.length && axes.every((axis, i) => axis === i);
    if (x.dtype !== 'float32' || !leading) return stock(call);
    const kept = x.shape.slice(axes.length);
    const shape = call.attrs.keepDims ? [...axes.map(() => 1), ...kept] : kept;
    const width = sizeOf(kept);
    const out = call.backend.makeOutput(shape, 'float32');
    const values = call.backend.typedArrayFromHeap(x);
    const totals = new Float64Array(width);
    for (let row = 0; row < values.length; row += width) {
      for (let j = 0; j < width; j++) totals[j] += values[row + j];
    }
    call.backend.typedArrayFromHeap(out).set(totals);
    return out;
  };
}

/** Tile of leading axes of size 1 ([1, 1, C] → [N, T, C], a normalisation gradient): one copy a repeat. */
function tile(): KernelFunction {
  const stock = stockKernel('Tile');
  return (call) => {
    const { x } = call.inputs;
    const reps = call.attrs.reps as number[];
    let repeated = reps.length;
    while (repeated > 0 && reps[repeated - 1] === 1) repeated--;
    const simple = reps.length === x.shape.length && x.shape.slice(0, repeated).every((d) => d === 1);
    if (x.dtype !== 'float32' || !simple) return stock(call);
    const shape = x.shape.map((d, i) => d * reps[i]);
    const out = call.backend.makeOutput(shape, 'float32');
    const from = call.backend.typedArrayFromHeap(x);
    const to = call.backend.typedArrayFromHeap(out);
    for (let at = 0; at < to.length; at += from.length) to.set(from, at);
    return out;
  };
}

/** Reverse of the middle axis of three (the backward half of a bidirectional layer): a copy a row. */
function reverse(): KernelFunction {
  const stock = stockKernel('Reverse');
  return (call) => {
    const { x } = call.inputs;
    const dims = [call.attrs.dims as number | number[]].flat();
    const middle = x.shape.length === 3 && dims.length === 1 && (dims[0] + 3) % 3 === 1;
    if (!middle || x.dtype !== 'float32') return stock(call);
    const [samples, steps, width] = x.shape;
    const out = call.backend.makeOutput(x.shape, 'float32');
    const from = call.backend.typedArrayFromHeap(x);
    const to = call.backend.typedArrayFromHeap(out);
    for (let n = 0; n < samples; n++) {
      for (let t = 0; t < steps; t++) {
        const start = (n * steps + t) * width;
        to.set(from.subarray(start, start + width), (n * steps + steps - 1 - t) * width);
      }
    }
    return out;
  };
}

export function supplyLayoutKernels(): void {
  replaceKernel('Identity', identity);
  replaceKernel('Unpack', unpack);
  replaceKernel('Sum', sum());
  replaceKernel('Tile', tile());
  replaceKernel('Reverse', reverse());
}
