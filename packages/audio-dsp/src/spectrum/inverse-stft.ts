import type { ComplexSpectrogram } from './frame-matrix.js';
import type { Stft } from './stft.js';

/**
 * Signal of a spectrogram by weighted overlap-add, as `librosa.istft(length=…)` of centred frames: each sample is
 * divided by the sum of squared windows that reached it.
 * @param stft the setting the spectrogram was made with
 * @param length samples to return; beyond the last frame there is silence
 */
export function inverseStft(spectrogram: ComplexSpectrogram, stft: Stft, length: number): Float64Array {
  const { nFft, hopLength, window, fft, binCount } = stft;
  const margin = stft.center ? Math.floor(nFft / 2) : 0;
  const needed = Math.ceil((length + 2 * margin) / hopLength);
  const frameCount = Math.min(spectrogram.frameCount, needed);
  const total = Math.max(nFft + hopLength * (frameCount - 1), margin + length);
  const sum = new Float64Array(total);
  const weight = new Float64Array(total);
  const frame = new Float64Array(nFft);
  for (let t = 0; t < frameCount; t++) {
    const at = t * binCount;
    fft.inverse(spectrogram.re.subarray(at, at + binCount), spectrogram.im.subarray(at, at + binCount), frame);
    for (let i = 0, o = t * hopLength; i < nFft; i++, o++) {
      sum[o] += frame[i] * window[i];
      weight[o] += window[i] * window[i];
    }
  }
  const signal = sum.slice(margin, margin + length);
  for (let i = 0; i < length; i++) {
    // Where no window reaches, librosa leaves the sum undivided; its bound is the smallest float32.
    if (weight[margin + i] > 1.1754943508222875e-38) signal[i] /= weight[margin + i];
  }
  return signal;
}
