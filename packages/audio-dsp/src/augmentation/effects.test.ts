import { type AugmentationStep, Rng } from '@voxboard/domain';
import { describe, expect, test } from 'vitest';
import { realFft } from '../spectrum/real-fft.js';
import { tone, voice, white } from '../testing/test-signals.js';
import { type DrawnAugmentation, drawAugmentation } from './augmentation.js';
import { convolve, convolveCentred } from './convolve.js';
import { addNoise, applyAugmentation, Effects, shift } from './effects.js';
import { bandPassFilter, roomImpulse } from './filters.js';

const STEPS: readonly AugmentationStep[] = [
  { kind: 'noise', rate: 0.035 },
  { kind: 'time-stretch', rate: 0.8 },
  { kind: 'pitch-shift', steps: 0.7 },
  { kind: 'shift', maxSamples: 5000 },
  { kind: 'gain', minDb: -6, maxDb: 6 },
  { kind: 'speed', rate: 1.15 },
  { kind: 'room', rt60Sec: 0.3 },
  { kind: 'band-limit', lowHz: 300, highHz: 3400 },
];
const samples = Float64Array.from(voice(8000, 16_000));
const rmsOf = (values: Float64Array) =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

describe.each(STEPS)('$kind', (step) => {
  test('equal seeds give equal samples; the drawn choices alone rebuild them, through JSON as well', () => {
    const drawn = drawAugmentation(step, new Rng(5));
    const effects = new Effects(16_000);
    const first = effects.apply(samples, drawn);
    const stored = JSON.parse(JSON.stringify(drawn)) as DrawnAugmentation;
    expect(applyAugmentation(samples, 16_000, stored)).toEqual(first);
    expect(drawAugmentation(step, new Rng(5))).toEqual(drawn);
    expect(first).not.toEqual(samples);
  });

  test('leaves its input alone, copes with silence, one sample and none', () => {
    const drawn = drawAugmentation(step, new Rng(6));
    const before = samples.slice();
    applyAugmentation(samples, 16_000, drawn);
    expect(samples).toEqual(before);
    for (const count of [0, 1, 2000]) {
      expect(applyAugmentation(new Float64Array(count), 16_000, drawn).every((value) => value === 0)).toBe(true);
    }
  });
});

describe('random choices', () => {
  const drawMany = (step: AugmentationStep) => {
    const rng = new Rng(1);
    return Array.from({ length: 300 }, () => drawAugmentation(step, rng));
  };

  test('shifts reach both ends of their range and stay inside', () => {
    const shifts = drawMany({ kind: 'shift', maxSamples: 3 }).map((drawn) =>
      drawn.kind === 'shift' ? drawn.samples : NaN,
    );
    expect(new Set(shifts)).toEqual(new Set([-3, -2, -1, 0, 1, 2, 3]));
  });

  test('gains stay inside their range', () => {
    for (const drawn of drawMany({ kind: 'gain', minDb: -6, maxDb: 3 })) {
      expect(drawn.kind === 'gain' && drawn.decibels >= -6 && drawn.decibels < 3).toBe(true);
    }
  });

  test('each draw has noise of its own', () => {
    const [a, b] = drawMany({ kind: 'noise', rate: 0.1 });
    expect(applyAugmentation(samples, 16_000, a)).not.toEqual(applyAugmentation(samples, 16_000, b));
  });
});

describe('what the effects do', () => {
  test('noise has the level asked for, relative to the largest sample', () => {
    const noise = addNoise(samples, 0.1, 3).map((value, i) => value - samples[i]);
    const largest = samples.reduce((most, value) => Math.max(most, value), 0);
    expect(rmsOf(noise) / largest).toBeCloseTo(0.1, 2);
  });

  test('a shift is circular in both directions', () => {
    const line = Float64Array.of(1, 2, 3, 4);
    expect(Array.from(shift(line, 1))).toEqual([4, 1, 2, 3]);
    expect(Array.from(shift(line, -1))).toEqual([2, 3, 4, 1]);
    expect(shift(shift(line, 7), -7)).toEqual(line);
  });

  test('gain is in decibels', () => {
    const louder = applyAugmentation(samples, 16_000, { kind: 'gain', decibels: 20 });
    expect(louder[1234]).toBeCloseTo(10 * samples[1234], 12);
  });

  test('speed changes duration and pitch together', () => {
    const fast = applyAugmentation(Float64Array.from(tone(16_000, 16_000, 500)), 16_000, { kind: 'speed', rate: 1.25 });
    expect(fast.length).toBe(12_800);
    const { re, im } = realFft(fast.slice(2000, 2000 + 8192));
    const power = re.map((value, k) => value * value + im[k] * im[k]);
    expect((power.indexOf(Math.max(...power)) * 16_000) / 8192).toBeCloseTo(625, -1);
  });

  test('a room adds a tail that falls by 60 dB in its reverberation time', () => {
    const impulse = roomImpulse(0.5, 16_000, new Rng(2));
    expect(impulse[0]).toBe(1);
    expect(impulse.length).toBe(8000);
    const levelDb = (from: number) => 20 * Math.log10(rmsOf(impulse.slice(from, from + 800)));
    expect(levelDb(800) - levelDb(4800)).toBeCloseTo(30, -1);
    const dry = new Float64Array(16_000);
    dry[100] = 1;
    const wet = applyAugmentation(dry, 16_000, { kind: 'room', rt60Sec: 0.5, seed: 9 });
    expect(wet[100]).toBeCloseTo(1, 10);
    expect(rmsOf(wet.slice(200, 4000))).toBeGreaterThan(1e-3);
    expect(wet.slice(8200).every((value) => Math.abs(value) < 1e-12)).toBe(true);
  });

  test('band limiting passes the band without delay and stops what lies outside', () => {
    const level = (frequencyHz: number) => {
      const input = Float64Array.from(tone(16_000, 16_000, frequencyHz));
      const output = applyAugmentation(input, 16_000, { kind: 'band-limit', lowHz: 300, highHz: 3400 });
      return 20 * Math.log10(rmsOf(output.slice(4000, 12_000)) / rmsOf(input));
    };
    expect(level(1000)).toBeCloseTo(0, 1);
    expect(level(300)).toBeCloseTo(-6, 0);
    expect(level(150)).toBeLessThan(-55);
    expect(level(3700)).toBeLessThan(-55);
    const inBand = Float64Array.from(tone(16_000, 16_000, 1000));
    const passed = applyAugmentation(inBand, 16_000, { kind: 'band-limit', lowHz: 300, highHz: 3400 });
    for (let i = 4000; i < 12_000; i++) expect(Math.abs(passed[i] - inBand[i])).toBeLessThan(2e-3);
    expect(() => bandPassFilter(500, 400, 16_000)).toThrow(RangeError);
  });

  test('convolution agrees with its defining sum', () => {
    const [signal, filter] = [white(50, 1), white(7, 2)];
    const direct = (n: number) =>
      filter.reduce((sum, weight, k) => sum + (n >= k && n - k < 50 ? weight * signal[n - k] : 0), 0);
    const causal = convolve(signal, filter);
    const centred = convolveCentred(signal, filter);
    for (let n = 0; n < 50; n++) {
      expect(causal[n]).toBeCloseTo(direct(n), 12);
      expect(centred[n]).toBeCloseTo(direct(n + 3), 12);
    }
  });
});
