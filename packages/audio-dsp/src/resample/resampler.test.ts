import { describe, expect, test } from 'vitest';
import { expectToMatch, FeatureReference } from '../testing/reference.js';
import { gaps, tone, voice, white } from '../testing/test-signals.js';
import { Resampler, resample } from './resampler.js';

describe('resampling', () => {
  const reference = new FeatureReference('resample');

  test.each([
    [48_000, 22_050],
    [48_000, 16_000],
    [44_100, 22_050],
    [44_100, 16_000],
    [22_050, 16_000],
    [16_000, 22_050],
    [8000, 16_000],
  ])('%i Hz to %i Hz agrees with soxr_hq to 1e-5 of full scale', (from, to) => {
    const output = resample(voice(12_000, from), from, to);
    expectToMatch(output, [output.length], reference.array(`${from}-${to}`), { floor: 1e-5 });
  });

  test('an irrational ratio, as a change of speed makes it, agrees too', () => {
    const output = resample(voice(12_000, 16_000), 16_000 * 0.92, 16_000);
    expectToMatch(output, [output.length], reference.array('speed-0.92'), { floor: 1e-6 });
  });

  test('the pass-band is flat, nothing aliases, and there is no delay', () => {
    const resampler = new Resampler(48_000, 16_000);
    const inBand = resampler.resample(tone(48_000, 48_000, 6500));
    const expected = tone(16_000, 16_000, 6500);
    for (let i = 1000; i < 15_000; i++) expect(Math.abs(inBand[i] - expected[i])).toBeLessThan(1e-5);
    const aboveNyquist = resampler.resample(tone(48_000, 48_000, 8100));
    for (let i = 1000; i < 15_000; i++) expect(Math.abs(aboveNyquist[i])).toBeLessThan(1e-6);
  });

  test('a constant stays the constant away from the ends', () => {
    const output = resample(new Float32Array(9000).fill(0.25), 48_000, 22_050);
    for (let i = 500; i < 3600; i++) expect(output[i]).toBeCloseTo(0.25, 6);
  });

  test('digital silence stays digital silence', () => {
    const output = resample(gaps(48_000, 48_000), 48_000, 22_050);
    expect(output.subarray(0, 4800).every((value) => value === 0)).toBe(true);
  });

  test('is linear', () => {
    const [a, b] = [white(3000, 1), white(3000, 2)];
    const mixed = resample(
      a.map((value, i) => value - 2 * b[i]),
      44_100,
      16_000,
    );
    const [ra, rb] = [resample(a, 44_100, 16_000), resample(b, 44_100, 16_000)];
    for (let i = 0; i < mixed.length; i++) expect(mixed[i]).toBeCloseTo(ra[i] - 2 * rb[i], 10);
  });

  test('up and down again gives back a band-limited signal', () => {
    const samples = tone(8000, 16_000, 1234);
    const back = resample(resample(samples, 16_000, 44_100), 44_100, 16_000);
    expect(back.length).toBe(8000);
    for (let i = 600; i < 7400; i++) expect(Math.abs(back[i] - samples[i])).toBeLessThan(2e-5);
  });

  test.each([0, 1, 2, 3, 100])('%i samples are enough', (count) => {
    const output = resample(white(count, 1), 48_000, 22_050);
    expect(output.length).toBe(Math.ceil(count * (22_050 / 48_000)));
    expect(output.every(Number.isFinite)).toBe(true);
  });

  test('equal rates copy', () => {
    const samples = white(50, 1);
    const output = resample(samples, 16_000, 16_000);
    expect(output).toEqual(samples);
    expect(output.buffer).not.toBe(samples.buffer);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a rate of %d is refused', (rateHz) => {
    expect(() => new Resampler(rateHz, 16_000)).toThrow(RangeError);
    expect(() => new Resampler(16_000, rateHz)).toThrow(RangeError);
  });
});
