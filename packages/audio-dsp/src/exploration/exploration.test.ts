import { describe, expect, test } from 'vitest';
import { tone, white } from '../testing/test-signals.js';
import { logSpectrogram } from './log-spectrogram.js';
import { waveformPeaks } from './waveform-peaks.js';

describe('waveform peaks', () => {
  test('hold every extreme, a single click included', () => {
    const samples = white(10_007, 3).map((value) => 0.1 * value);
    samples[7777] = -0.9;
    const { minima, maxima } = waveformPeaks(samples, 300);
    expect(minima.length).toBe(300);
    expect(Math.min(...minima)).toBe(Math.fround(-0.9));
    expect(Math.max(...maxima)).toBe(Math.fround(Math.max(...samples)));
    expect(minima.every((low, i) => low <= maxima[i])).toBe(true);
  });

  test('of fewer samples than parts are the samples, of none nothing', () => {
    const { minima, maxima } = waveformPeaks(Float32Array.of(0.5, -0.25), 10);
    expect(Array.from(minima)).toEqual([0.5, -0.25]);
    expect(maxima).toEqual(minima);
    expect(waveformPeaks(new Float32Array(0), 10).minima.length).toBe(0);
  });

  test('pass over NaN, and keep it where there is nothing else', () => {
    const { minima } = waveformPeaks(Float32Array.of(Number.NaN, 1, Number.NaN, Number.NaN), 2);
    expect(Array.from(minima)).toEqual([1, Number.NaN]);
    expect(() => waveformPeaks(Float32Array.of(1), 0)).toThrow(RangeError);
  });
});

describe('the log-frequency spectrogram', () => {
  test.each([100, 440, 3000])('is loudest in the row of a tone of %i Hz', (frequencyHz) => {
    const { decibels, frequenciesHz, frameCount, secPerFrame } = logSpectrogram(tone(22_050, 22_050, frequencyHz), {
      sampleRateHz: 22_050,
    });
    expect(frameCount).toBe(44);
    expect(secPerFrame).toBe(512 / 22_050);
    const frame = decibels.subarray(20 * 128, 21 * 128);
    expect(Math.abs(Math.log2(frequenciesHz[frame.indexOf(Math.max(...frame))] / frequencyHz))).toBeLessThan(0.15);
  });

  test('spans octaves evenly and at most topDb', () => {
    const { decibels, frequenciesHz } = logSpectrogram(tone(8000, 16_000, 500), { sampleRateHz: 16_000, topDb: 60 });
    expect(frequenciesHz[1] / frequenciesHz[0]).toBeCloseTo(frequenciesHz[100] / frequenciesHz[99], 10);
    expect([frequenciesHz[0], frequenciesHz[127]]).toEqual([50, expect.closeTo(8000, 6)]);
    expect(Math.max(...decibels) - Math.min(...decibels)).toBeLessThanOrEqual(60.001);
  });

  test('of silence and of nothing is finite; an empty range is an error', () => {
    for (const count of [0, 3000]) {
      const { decibels } = logSpectrogram(new Float32Array(count), { sampleRateHz: 16_000 });
      expect(decibels.every(Number.isFinite)).toBe(true);
    }
    expect(() => logSpectrogram(new Float32Array(9), { sampleRateHz: 16_000, fMinHz: 9000 })).toThrow(RangeError);
  });
});
