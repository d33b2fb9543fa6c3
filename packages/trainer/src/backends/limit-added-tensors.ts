import { tf } from '../tensorflow.js';

/** A compute stage of WebGPU is only sure to have eight buffers; one of them is the result. */
const MAX_ADDED_TENSORS = 7;

/**
 * tfjs' WebGPU backend adds any number of tensors in one program, which devices refuse above their limit (an NVIDIA
 * H100 too: 20 penalties and a loss were 21). From here on the backend adds them in groups.
 */
export function limitAddedTensors(backendName: string): void {
  const original = tf.getKernel('AddN', backendName);
  if (!original) return;
  tf.unregisterKernel('AddN', backendName);
  tf.registerKernel({
    ...original,
    kernelFunc: (call) => {
      const backend = call.backend as tf.KernelBackend;
      const add = (inputs: readonly tf.TensorInfo[]) =>
        original.kernelFunc({ ...call, inputs: inputs as unknown as tf.NamedTensorInfoMap }) as tf.TensorInfo;
      // The list of tensors is typed as a map of named ones, and is an array.
      const inputs = Object.values(call.inputs) as tf.TensorInfo[];
      let sum = add(inputs.slice(0, MAX_ADDED_TENSORS));
      for (let start = MAX_ADDED_TENSORS; start < inputs.length; start += MAX_ADDED_TENSORS - 1) {
        const previous = sum;
        sum = add([previous, ...inputs.slice(start, start + MAX_ADDED_TENSORS - 1)]);
        backend.disposeData(previous.dataId);
      }
      return sum;
    },
  });
}
