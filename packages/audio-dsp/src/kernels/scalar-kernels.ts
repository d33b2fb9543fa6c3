import { AudioTooLongError } from './kernel-errors.js';
import type { Kernels } from './kernels.js';
import { frameCrossings, frameEnergies, rowMaxima } from './scalar-frames.js';
import { naturalLogs } from './scalar-logarithm.js';
import { applySoftMask, gateMask, magnitudes } from './scalar-masks.js';
import { projectBands, projectDense, squareRoots } from './scalar-matrix.js';
import { runningMedians } from './scalar-median.js';
import { findPeaks } from './scalar-peaks.js';
import { forwardFrames, overlapAddFrames, powerFrames } from './scalar-real-fft.js';
import { convolveBlocks, readInterpolatedPhases, readPhases } from './scalar-resample.js';
import { splitPhasors, vocodeFrame } from './scalar-vocoder.js';

/** The kernels in plain TypeScript, for machines without WebAssembly SIMD and as the reference in tests. */
export function createScalarKernels(): Kernels {
  let heap = new Float64Array(1 << 16);
  return {
    kind: 'scalar',
    heap: () => heap,
    ensureCapacity: (bytes) => {
      if (bytes <= heap.byteLength) return;
      try {
        const larger = new Float64Array(Math.max(bytes / 8, heap.length * 2));
        larger.set(heap);
        heap = larger;
      } catch (cause) {
        throw new AudioTooLongError(bytes, { cause });
      }
    },
    forwardFrames: (...args) => forwardFrames(heap, ...args),
    powerFrames: (...args) => powerFrames(heap, ...args),
    overlapAddFrames: (...args) => overlapAddFrames(heap, ...args),
    convolveBlocks: (...args) => convolveBlocks(heap, ...args),
    readPhases: (...args) => readPhases(heap, ...args),
    readInterpolatedPhases: (...args) => readInterpolatedPhases(heap, ...args),
    projectDense: (...args) => projectDense(heap, ...args),
    projectBands: (...args) => projectBands(heap, ...args),
    frameEnergies: (...args) => frameEnergies(heap, ...args),
    frameCrossings: (...args) => frameCrossings(heap, ...args),
    runningMedians: (...args) => runningMedians(heap, ...args),
    findPeaks: (...args) => findPeaks(heap, ...args),
    rowMaxima: (...args) => rowMaxima(heap, ...args),
    magnitudes: (...args) => magnitudes(heap, ...args),
    applySoftMask: (...args) => applySoftMask(heap, ...args),
    gateMask: (...args) => gateMask(heap, ...args),
    naturalLogs: (...args) => naturalLogs(heap, ...args),
    squareRoots: (...args) => squareRoots(heap, ...args),
    splitPhasors: (...args) => splitPhasors(heap, ...args),
    vocodeFrame: (...args) => vocodeFrame(heap, ...args),
  };
}
