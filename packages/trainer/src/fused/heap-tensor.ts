import { wasmHeap } from '../backends/wasm/heap.js';
import { type Tensor, tf } from '../tensorflow.js';

/** A new tensor on the wasm heap, filled in place. */
export function heapTensor(shape: readonly number[], fill: (values: Float32Array) => void): Tensor {
  const heap = wasmHeap();
  const handle = heap.makeOutput([...shape], 'float32');
  fill(heap.typedArrayFromHeap(handle));
  return tf.engine().makeTensorFromTensorInfo(handle as unknown as tf.TensorInfo);
}
