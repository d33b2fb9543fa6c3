import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Tensor as OrtTensor } from 'onnxruntime-node';
import { z } from 'zod';
import { type Gemm, wasmHeap } from './heap.js';
import { encodeGemmModel } from './onnx-gemm-model.js';

/**
 * onnxruntime-node's internal binding. Its `run` is synchronous and takes views of any memory in place, which the
 * public asynchronous API hides. The version is pinned, and `openGemm` tests what it gets.
 */
interface OrtSession {
  loadModel(buffer: ArrayBufferLike, offset: number, length: number, options: Record<string, unknown>): void;
  run(
    feeds: Record<string, OrtTensor>,
    fetches: Record<string, OrtTensor>,
    options: Record<string, unknown>,
  ): Record<string, { data: Float32Array }>;
}

type ArrayGemm = (
  a: Float32Array,
  b: Float32Array,
  c: Float32Array,
  size: { m: number; n: number; k: number },
  transposeA: boolean,
  transposeB: boolean,
) => void;

const BindingSchema = z.object({
  initOrt: z.custom<() => void>((value) => typeof value === 'function'),
  binding: z.object({ InferenceSession: z.custom<new () => OrtSession>((value) => typeof value === 'function') }),
});

function loadBinding(): z.infer<typeof BindingSchema> {
  const requireHere = createRequire(import.meta.url);
  const entry = requireHere.resolve('onnxruntime-node');
  return BindingSchema.parse(requireHere(join(dirname(entry), 'binding.js')));
}

/**
 * Single-precision matrix product through onnxruntime: 100–197 GFLOP/s on two threads where tfjs' wasm reaches 27.
 * @throws when onnxruntime-node does not load here or computes wrongly
 */
export function openGemm(threads: number): Gemm {
  const { binding, initOrt } = loadBinding();
  initOrt();
  const sessions = [false, true].map((transposeA) =>
    [false, true].map((transposeB) => {
      const session = new binding.InferenceSession();
      const model = encodeGemmModel(transposeA, transposeB);
      session.loadModel(model.buffer, model.byteOffset, model.byteLength, {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        graphOptimizationLevel: 'all',
        enableMemPattern: false,
        // Threads that spin while they wait take the processor from everybody else on the machine.
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      });
      return session;
    }),
  );
  const onArrays: ArrayGemm = (a, b, c, { m, n, k }, transposeA, transposeB) => {
    const session = sessions[Number(transposeA)][Number(transposeB)];
    const feeds = {
      a: new OrtTensor('float32', a, transposeA ? [k, m] : [m, k]),
      b: new OrtTensor('float32', b, transposeB ? [n, k] : [k, n]),
    };
    const result = session.run(feeds, { c: new OrtTensor('float32', c, [m, n]) }, {}).c.data;
    if (result.buffer !== c.buffer) c.set(result);
  };
  checkGemm(onArrays);
  return (a, b, c, size, transposeA, transposeB) => {
    const heap = wasmHeap();
    const [x, y, to] = [a, b, c].map((handle) => heap.typedArrayFromHeap(handle));
    onArrays(x, y, to, size, transposeA, transposeB);
  };
}

/** All four transpositions of a small product with exact results. @throws */
function checkGemm(gemm: ArrayGemm): void {
  const plainA = Float32Array.of(1, 2, 3, 4, 5, 6);
  const plainB = Float32Array.of(7, 8, 9, 10, 11, 12);
  const turnedA = Float32Array.of(1, 4, 2, 5, 3, 6);
  const turnedB = Float32Array.of(7, 9, 11, 8, 10, 12);
  for (const transposeA of [false, true]) {
    for (const transposeB of [false, true]) {
      const c = new Float32Array(4);
      const size = { m: 2, n: 2, k: 3 };
      gemm(transposeA ? turnedA : plainA, transposeB ? turnedB : plainB, c, size, transposeA, transposeB);
      if (c.join() !== '58,64,139,154') throw new Error(`onnxruntime multiplied wrongly: ${c.join()}`);
    }
  }
}
