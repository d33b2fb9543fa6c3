import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

/** The kernels of `assembly/shared.ts`, whose comments say what each argument is. All numbers are int32 or addresses. */
export interface SharedKernels {
  clear(to: number, bytes: number): void;
  backwardScratchBytes(cout: number): number;
  convPool(
    x: number,
    step: number,
    weights: number,
    bias: number,
    out: number,
    mask: number,
    positions: number,
    length: number,
    cout: number,
  ): void;
  convPoolSamples(
    x: number,
    step: number,
    weights: number,
    bias: number,
    out: number,
    mask: number,
    positions: number,
    cout: number,
  ): void;
  convPoolBackward(
    x: number,
    step: number,
    dOut: number,
    out: number,
    mask: number,
    weights: number,
    dWeights: number,
    dBias: number,
    dx: number,
    inputBytes: number,
    positions: number,
    length: number,
    cout: number,
    scratch: number,
    table: number,
  ): void;
  convPoolSamplesBackward(
    x: number,
    step: number,
    dOut: number,
    out: number,
    mask: number,
    dWeights: number,
    dBias: number,
    positions: number,
    cout: number,
  ): void;
  lstmBlockRows(count: number): number;
  lstmForward(
    x: number,
    kernel: number,
    recurrent: number,
    bias: number,
    gates: number,
    h: number,
    c: number,
    y: number,
    count: number,
    steps: number,
    inputs: number,
    units: number,
    reversed: number,
    sequences: number,
    inputMask: number,
    recurrentMask: number,
    rows: number,
  ): void;
  lstmBackward(
    x: number,
    dy: number,
    kernelT: number,
    recurrentT: number,
    gates: number,
    h: number,
    c: number,
    dx: number,
    dKernel: number,
    dRecurrent: number,
    dBias: number,
    count: number,
    steps: number,
    inputs: number,
    units: number,
    reversed: number,
    sequences: number,
    inputMask: number,
    recurrentMask: number,
    dh: number,
    dc: number,
    rows: number,
    panel: number,
    zeros: number,
  ): void;
}

export type KernelFlavour = 'shared' | 'heap';

/** Built by scripts/build-kernels.mjs; the path is the same from src/ and from dist/. */
function kernelBytes(name: string): Uint8Array<ArrayBuffer> {
  const file = fileURLToPath(new URL(`../../dist/kernels/${name}.wasm`, import.meta.url));
  return new Uint8Array(readFileSync(file));
}

let relaxedSimd: boolean | null = null;

/** Node 22 and later have relaxed SIMD; Node 20 has it behind a flag that can be set at run time. */
function hasRelaxedSimd(): boolean {
  if (relaxedSimd !== null) return relaxedSimd;
  const bytes = kernelBytes('shared-fma');
  if (!WebAssembly.validate(bytes)) setFlagsFromString('--experimental-wasm-relaxed-simd');
  relaxedSimd = WebAssembly.validate(bytes);
  return relaxedSimd;
}

/** Straight to the optimising compiler: a kernel call is long, and a later switch would come late on a busy machine. */
export function compileKernels(flavour: KernelFlavour): WebAssembly.Module {
  const bytes = kernelBytes(hasRelaxedSimd() ? `${flavour}-fma` : flavour);
  setFlagsFromString('--no-liftoff');
  try {
    return new WebAssembly.Module(bytes);
  } finally {
    setFlagsFromString('--liftoff');
  }
}

/** An instance over `memory`; its exports are what the AssemblyScript sources declare. */
export function startKernels<K>(module: WebAssembly.Module, memory: WebAssembly.Memory): K {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as K;
}
