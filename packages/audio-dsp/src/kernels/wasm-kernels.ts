import { KERNELS_WASM_BASE64 } from './generated/kernels-wasm.js';
import { AudioTooLongError } from './kernel-errors.js';
import type { Kernels } from './kernels.js';

type KernelFunctions = Omit<Kernels, 'kind' | 'heap' | 'ensureCapacity'>;
type KernelExports = KernelFunctions & { readonly memory: WebAssembly.Memory };

const PAGE_BYTES = 65_536;
const NAMES: readonly (keyof KernelFunctions)[] = [
  'forwardFrames',
  'powerFrames',
  'overlapAddFrames',
  'convolveBlocks',
  'readPhases',
  'readInterpolatedPhases',
  'projectDense',
  'projectBands',
  'frameEnergies',
  'frameCrossings',
  'rowMaxima',
  'findPeaks',
  'runningMedians',
  'magnitudes',
  'applySoftMask',
  'gateMask',
  'naturalLogs',
  'squareRoots',
  'splitPhasors',
  'vocodeFrame',
];

/** @returns null where WebAssembly or its SIMD instructions are missing */
export function createWasmKernels(): Kernels | null {
  if (typeof WebAssembly === 'undefined') return null;
  const bytes = Uint8Array.from(atob(KERNELS_WASM_BASE64), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return null;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {});
  if (!isKernelExports(exports)) return null;
  const { memory } = exports;
  let heap = new Float64Array(memory.buffer);
  return {
    ...exports,
    kind: 'wasm',
    heap: () => heap,
    ensureCapacity: (bytes) => {
      const missing = bytes - memory.buffer.byteLength;
      if (missing <= 0) return;
      try {
        memory.grow(Math.ceil(missing / PAGE_BYTES));
      } catch (cause) {
        throw new AudioTooLongError(bytes, { cause });
      }
      heap = new Float64Array(memory.buffer);
    },
  };
}

function isKernelExports(exports: WebAssembly.Exports): exports is WebAssembly.Exports & KernelExports {
  return exports.memory instanceof WebAssembly.Memory && NAMES.every((name) => typeof exports[name] === 'function');
}
