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

/** `phaseVocoder` of a spectrogram in the workspace, which is overwritten. */
export function phaseVocoderIn(workspace: Workspace, spectrogram: HeapSpectrogram, rate: number): HeapSpectrogram {
  if (!(rate > 0)) throw new RangeError(`rate must be positive, got ${rate}`);
  const { frameCount, binCount, re: unitRe, im: unitIm } = spectrogram;
  const outputCount = Math.ceil(frameCount / rate);
  const re = workspace.allocate(outputCount * binCount);
  const im = workspace.allocate(outputCount * binCount);
  const { top } = workspace;
  const size = frameCount * binCount;
  const magnitude = workspace.allocate(size);
  const turnRe = workspace.allocate(binCount + 1);
  const turnIm = workspace.allocate(binCount + 1);
  // The frame after the last one is silent: magnitude and phase zero.
  const silentRe = workspace.allocate(binCount + 1);
  const silence = workspace.allocateZeros(binCount + 1);
  const heap = workspace.kernels.heap();
  heap.fill(1, silentRe / 8, silentRe / 8 + binCount + 1);
  workspace.kernels.splitPhasors(unitRe, unitIm, size + (size % 2), magnitude);
  heap.copyWithin(turnRe / 8, unitRe / 8, unitRe / 8 + binCount + 1);
  heap.copyWithin(turnIm / 8, unitIm / 8, unitIm / 8 + binCount + 1);
  for (let t = 0; t < outputCount; t++) {
    const step = t * rate;
    const frame = Math.floor(step);
    const here = frame * binCount * 8;
    const next = here + binCount * 8;
    const out = t * binCount * 8;
    const isLast = frame + 1 >= frameCount;
    workspace.kernels.vocodeFrame(
      unitRe + here,
      unitIm + here,
      magnitude + here,
      isLast ? silentRe : unitRe + next,
      isLast ? silence : unitIm + next,
      isLast ? silence : magnitude + next,
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
