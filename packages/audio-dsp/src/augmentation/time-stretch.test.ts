import { describe, expect, test } from 'vitest';
import { roundHalfEven } from '../features/round-half-even.js';
import { expectToMatch, FeatureReference } from '../testing/reference.js';
import { REFERENCE_SIGNALS, tone, voice } from '../testing/test-signals.js';
import { fixLength, pitchShift, timeStretch } from './time-stretch.js';

// Not on signals with digital silence: the phase of zero is 0 or π there, by the sign of that zero.
describe.each(['voice', 'chirp', 'voice16k'] as const)('effects on %s agree with librosa', (name) => {
  const { samples } = REFERENCE_SIGNALS[name];
  const reference = new FeatureReference(`features-${name}`);

  test('time stretch, slower and faster', () => {
    const slow = timeStretch(samples, 0.8);
    expectToMatch(slow, [slow.length], reference.array('timeStretch'), { floor: 1e-7 });
    const fast = timeStretch(samples, 1.3);
    expectToMatch(fast, [fast.length], reference.array('timeStretchFast'), { floor: 1e-7 });
  });

  test('pitch shift, up and down', () => {
    const up = pitchShift(samples, 0.7);
    expectToMatch(up, [up.length], reference.array('pitchShift'), { floor: 1e-5 });
    const down = pitchShift(samples, -3);
    expectToMatch(down, [down.length], reference.array('pitchShiftDown'), { floor: 1e-5 });
  });
});

describe('time stretch and pitch shift', () => {
  test('a stretched tone keeps its pitch and takes longer', () => {
    const stretched = timeStretch(tone(22_050, 22_050, 441), 0.5);
    expect(stretched.length).toBe(44_100);
    expect(crossingsPerSecond(stretched.subarray(8000, 30_050), 22_050)).toBeCloseTo(441, -1);
  });

  test('a shifted tone changes its pitch by semitones and keeps its length', () => {
    const shifted = pitchShift(tone(22_050, 22_050, 440), 12);
    expect(shifted.length).toBe(22_050);
    expect(crossingsPerSecond(shifted.subarray(2000, 12_000), 22_050)).toBeCloseTo(880, -1);
  });

  test('a rate of 1 gives back the signal', () => {
    const samples = voice(9000, 22_050);
    const same = timeStretch(samples, 1);
    for (let i = 0; i < 8000; i++) expect(same[i]).toBeCloseTo(samples[i], 9);
  });

  test('silence, one sample and none stay finite', () => {
    for (const count of [0, 1, 3000]) {
      expect(timeStretch(new Float32Array(count), 0.8).every((value) => value === 0)).toBe(true);
      expect(pitchShift(new Float32Array(count), 2).length).toBe(count);
    }
  });

  test('a rate that is not positive is refused', () => {
    expect(() => timeStretch(new Float32Array(10), 0)).toThrow(RangeError);
    expect(() => timeStretch(new Float32Array(10), Number.NaN)).toThrow(RangeError);
  });

  test('lengths are rounded as Python rounds and fixed by cutting or padding', () => {
    expect([0.5, 1.5, 2.5, 2.4, 2.6].map(roundHalfEven)).toEqual([0, 2, 2, 2, 3]);
    expect(Array.from(fixLength(Float32Array.of(1, 2, 3), 2))).toEqual([1, 2]);
    expect(Array.from(fixLength(Float32Array.of(1), 3))).toEqual([1, 0, 0]);
  });
});

function crossingsPerSecond(samples: Float64Array, sampleRateHz: number): number {
  let rising = 0;
  for (let i = 1; i < samples.length; i++) if (samples[i - 1] < 0 && samples[i] >= 0) rising++;
  return (rising * sampleRateHz) / samples.length;
}
