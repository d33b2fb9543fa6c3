import { describe, expect, test } from 'vitest';
import { expectToMatch, FeatureReference } from '../testing/reference.js';
import { gaps, REFERENCE_SIGNALS, tone, voice, white } from '../testing/test-signals.js';
import { inverseStft } from './inverse-stft.js';
import { inverseRealFft, realFft } from './real-fft.js';
import { Stft } from './stft.js';
import { hannWindow, padCenter } from './window.js';

const energyOf = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);

describe('realFft', () => {
  test('agrees with the defining sum', () => {
    const samples = white(64, 5);
    const { re, im } = realFft(samples);
    for (let k = 0; k <= 32; k++) {
      let sumRe = 0;
      let sumIm = 0;
      for (let j = 0; j < 64; j++) {
        sumRe += samples[j] * Math.cos((2 * Math.PI * j * k) / 64);
        sumIm -= samples[j] * Math.sin((2 * Math.PI * j * k) / 64);
      }
      expect(re[k]).toBeCloseTo(sumRe, 12);
      expect(im[k]).toBeCloseTo(sumIm, 12);
    }
  });

  test.each([16, 32, 64, 512, 1024, 2048, 4096])('keeps energy (Parseval) and inverts at size %i', (size) => {
    const samples = white(size, size);
    const { re, im } = realFft(samples);
    const twoSided = 2 * (energyOf(re) + energyOf(im)) - re[0] ** 2 - re[size / 2] ** 2;
    expect(twoSided / size / energyOf(samples)).toBeCloseTo(1, 12);
    const back = inverseRealFft({ re, im });
    for (let i = 0; i < size; i++) expect(Math.abs(back[i] - samples[i])).toBeLessThan(1e-14 * Math.sqrt(size));
  });

  test('is linear', () => {
    const [a, b] = [white(256, 1), white(256, 2)];
    const [fa, fb] = [realFft(a), realFft(b)];
    const mixed = realFft(a.map((value, i) => 2 * value - 3 * b[i]));
    for (let k = 0; k <= 128; k++) expect(mixed.re[k]).toBeCloseTo(2 * fa.re[k] - 3 * fb.re[k], 11);
  });

  test('turns a circular shift into a phase and leaves magnitudes', () => {
    const samples = white(128, 9);
    const shifted = samples.map((_, i) => samples[(i + 128 - 5) % 128]);
    const [before, after] = [realFft(samples), realFft(shifted)];
    for (let k = 0; k <= 64; k++) {
      const angle = (-2 * Math.PI * 5 * k) / 128;
      expect(after.re[k]).toBeCloseTo(before.re[k] * Math.cos(angle) - before.im[k] * Math.sin(angle), 11);
    }
  });

  test('puts a constant into DC alone and the alternating signal into Nyquist alone', () => {
    const dc = realFft(new Float64Array(32).fill(2));
    expect(dc.re[0]).toBe(64);
    expect(Math.max(...dc.re.slice(1).map(Math.abs), ...dc.im.map(Math.abs))).toBeLessThan(1e-12);
    const nyquist = realFft(Float64Array.from({ length: 32 }, (_, i) => (i % 2 === 0 ? 1 : -1)));
    expect(nyquist.re[16]).toBe(32);
    expect(Math.max(...nyquist.re.slice(0, 16).map(Math.abs))).toBeLessThan(1e-12);
  });

  test.each([0, 1, 8, 24, 1000])('refuses the size %i, which is no power of two of at least 16', (size) => {
    expect(() => realFft(new Float64Array(size))).toThrow(RangeError);
  });
});

describe('hannWindow', () => {
  test('is periodic: one more sample would repeat the first, unlike the symmetric window', () => {
    const window = hannWindow(8);
    expect(window[0]).toBe(0);
    expect(window[4]).toBe(1);
    expect(window[7]).toBeCloseTo(window[1], 15);
    expect(window[7]).toBeGreaterThan(0.1);
  });

  test('overlapping by three quarters its squares add up to 1.5 everywhere', () => {
    const window = hannWindow(64);
    for (let i = 0; i < 16; i++) {
      const sum = [0, 16, 32, 48].reduce((total, shift) => total + window[i + shift] ** 2, 0);
      expect(sum).toBeCloseTo(1.5, 14);
    }
  });

  test('is centred in a longer frame, and a bad length is an error rather than null', () => {
    expect(Array.from(padCenter(Float64Array.of(1, 2), 6))).toEqual([0, 0, 1, 2, 0, 0]);
    expect(() => padCenter(new Float64Array(9), 8)).toThrow(RangeError);
    expect(() => hannWindow(0)).toThrow(RangeError);
    expect(() => hannWindow(2.5)).toThrow(RangeError);
  });
});

describe('Stft', () => {
  test.each(Object.keys(REFERENCE_SIGNALS))('agrees with librosa on %s', (name) => {
    const { samples } = REFERENCE_SIGNALS[name as keyof typeof REFERENCE_SIGNALS];
    const reference = new FeatureReference(`features-${name}`);
    const stft = new Stft({ nFft: 2048, hopLength: 512 });
    const { re, im, frameCount, binCount } = stft.complex(samples);
    expectToMatch(re, [frameCount, binCount], reference.array('stftReal'), { floor: 1e-8 });
    expectToMatch(im, [frameCount, binCount], reference.array('stftImag'), { floor: 1e-8 });
    const power = stft.power(samples);
    expectToMatch(power.values, [power.frameCount, power.columnCount], reference.array('power'), { floor: 1e-10 });
  });

  test('has nFft/2 + 1 bins, DC and Nyquist included, and leaves its options alone', () => {
    const options = Object.freeze({ nFft: 512, hopLength: 128 });
    const stft = new Stft(options);
    expect(stft.binCount).toBe(257);
    expect(stft.power(voice(2000, 8000)).columnCount).toBe(257);
    expect(options).toEqual({ nFft: 512, hopLength: 128 });
  });

  test('a signal shorter than a frame, or empty, is padded with zeros', () => {
    const stft = new Stft({ nFft: 2048, hopLength: 512 });
    expect(stft.power(voice(100, 8000)).frameCount).toBe(1);
    expect(stft.power(Float32Array.of(1)).values.every((value) => Math.abs(value - 1) < 1e-12)).toBe(true);
    expect(stft.power(new Float32Array(0)).values.every((value) => value === 0)).toBe(true);
    expect(new Stft({ nFft: 2048, center: false }).power(voice(100, 8000)).frameCount).toBe(0);
  });

  test('a tone fills the bin of its frequency', () => {
    const power = new Stft({ nFft: 1024, hopLength: 256 }).power(tone(8192, 16_000, 1000));
    const frame = power.values.subarray(10 * 513, 11 * 513);
    expect(frame.indexOf(Math.max(...frame))).toBe(64);
  });

  test('an earlier, longer signal leaves no trace in a later one', () => {
    const stft = new Stft({ nFft: 256, hopLength: 64 });
    const alone = stft.power(voice(500, 8000)).values;
    stft.power(white(5000, 1));
    expect(stft.power(voice(500, 8000)).values).toEqual(alone);
  });

  test.each([
    { nFft: 1000 },
    { nFft: 8 },
    { nFft: 512, winLength: 513 },
    { nFft: 512, hopLength: 0 },
    { nFft: 512, hopLength: 1.5 },
  ])('refuses the setting %o', (options) => {
    expect(() => new Stft(options)).toThrow(RangeError);
  });
});

describe('inverseStft', () => {
  test.each([
    { nFft: 2048, hopLength: 512, winLength: 2048, length: 20_000 },
    { nFft: 1024, hopLength: 160, winLength: 512, length: 7001 },
    { nFft: 256, hopLength: 100, winLength: 256, length: 999 },
    { nFft: 2048, hopLength: 512, winLength: 2048, length: 300 },
  ])('gives back the signal for $nFft/$hopLength and $length samples', ({ length, ...options }) => {
    const stft = new Stft(options);
    const samples = voice(length, 22_050);
    const back = inverseStft(stft.complex(samples), stft, length);
    expect(back.length).toBe(length);
    for (let i = 0; i < length; i++) expect(Math.abs(back[i] - samples[i])).toBeLessThan(1e-12);
  });

  test('is silent beyond the last frame', () => {
    const stft = new Stft({ nFft: 256, hopLength: 64 });
    const back = inverseStft(stft.complex(gaps(1000, 2000)), stft, 3000);
    expect(back.subarray(1000 + 256).every((value) => value === 0)).toBe(true);
  });
});
