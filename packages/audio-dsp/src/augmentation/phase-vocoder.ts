import { inWorkspace, type Workspace } from '../kernels/workspace.js';
import type { ComplexSpectrogram } from '../spectrum/frame-matrix.js';
import type { HeapSpectrogram } from '../spectrum/stft.js';

/**
 * Changes the speed of a spectrogram without changing its pitch, as `librosa.phase_vocoder`: magnitudes are
 * interpolated between frames, phases advance by what they advance between the two frames read.
 *
 * The phase advance is kept as a rotation of the complex plane instead of an angle: it is the same modulo 2π, needs no
 * trigonometry and, unlike librosa's 32-bit accumulator, does not lose precision over time.
 * @param rate above 1 faster (fewer frames), below 1 slower
 * @throws RangeError when the rate is not positive
 */
export function phaseVocoder(spectrogram: ComplexSpectrogram, rate: number): ComplexSpectrogram {
  return inWorkspace((workspace) => {
    const { frameCount, binCount } = spectrogram;
    const re = workspace.put(spectrogram.re);
    const im = workspace.put(spectrogram.im);
    const out = phaseVocoderIn(workspace, { frameCount, binCount, re, im }, rate);
    const size = out.frameCount * binCount;
    return {
      frameCount: out.frameCount,
      binCount,
      re: workspace.view(out.re, size).slice(),
      im: workspace.view(out.im, size).slice(),
    };
  });
}

/** `phaseVocoder` of a spectrogram in the workspace. */
export function phaseVocoderIn(workspace: Workspace, spectrogram: HeapSpectrogram, rate: number): HeapSpectrogram {
  if (!(rate > 0)) throw new RangeError(`rate must be positive, got ${rate}`);
  const { frameCount, binCount } = spectrogram;
  const outputCount = Math.ceil(frameCount / rate);
  const re = workspace.allocate(outputCount * binCount);
  const im = workspace.allocate(outputCount * binCount);
  const { top } = workspace;
  // Two silent frames after the last one, so that reading beyond the end needs no special case.
  const size = frameCount * binCount;
  const paddedSize = size + 2 * binCount;
  const unitRe = workspace.allocate(paddedSize);
  const unitIm = workspace.allocate(paddedSize);
  const magnitude = workspace.allocate(paddedSize);
  const turnRe = workspace.allocate(binCount + 1);
  const turnIm = workspace.allocate(binCount + 1);
  const heap = workspace.kernels.heap();
  heap.copyWithin(unitRe / 8, spectrogram.re / 8, spectrogram.re / 8 + size);
  heap.copyWithin(unitIm / 8, spectrogram.im / 8, spectrogram.im / 8 + size);
  workspace.kernels.splitPhasors(unitRe, unitIm, size + (size % 2), magnitude);
  // Silence has phase zero. The kernel went one value too far where the number was odd.
  heap.fill(1, unitRe / 8 + size, unitRe / 8 + paddedSize);
  heap.fill(0, unitIm / 8 + size, unitIm / 8 + paddedSize);
  heap.fill(0, magnitude / 8 + size, magnitude / 8 + paddedSize);
  heap.copyWithin(turnRe / 8, unitRe / 8, unitRe / 8 + binCount + 1);
  heap.copyWithin(turnIm / 8, unitIm / 8, unitIm / 8 + binCount + 1);
  for (let t = 0; t < outputCount; t++) {
    const step = t * rate;
    const frame = Math.floor(step);
    const here = frame * binCount * 8;
    const out = t * binCount * 8;
    workspace.kernels.vocodeFrame(
      unitRe,
      unitIm,
      magnitude,
      here,
      here + binCount * 8,
      step - frame,
      turnRe,
      turnIm,
      re + out,
      im + out,
      binCount + (binCount % 2),
    );
  }
  workspace.release(top);
  return { frameCount: outputCount, binCount, re, im };
}
