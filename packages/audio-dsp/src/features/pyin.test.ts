import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loadReference } from '../testing/reference.js';
import { REFERENCE_SIGNALS, tone, voice } from '../testing/test-signals.js';
import { betaCdf } from './beta-distribution.js';
import { type PyinOptions, pyin } from './pyin.js';

const ReferenceSchema = z.record(
  z.string(),
  z.object({ f0: z.array(z.number()), voicedFlag: z.array(z.boolean()), voicedProb: z.array(z.number()) }),
);

describe('pYIN', () => {
  const reference = ReferenceSchema.parse(loadReference('pyin'));
  const cases: readonly [string, Float32Array, PyinOptions][] = [
    ['voice', REFERENCE_SIGNALS.voice.samples, { sampleRateHz: 22_050 }],
    ['chirp', REFERENCE_SIGNALS.chirp.samples, { sampleRateHz: 22_050 }],
    ['gaps', REFERENCE_SIGNALS.gaps.samples, { sampleRateHz: 22_050 }],
    [
      'parameters',
      voice(24_000, 16_000),
      {
        sampleRateHz: 16_000,
        fMinHz: 70,
        fMaxHz: 500,
        frameLength: 1024,
        hopLength: 200,
        nThresholds: 50,
        betaParameters: [1.5, 6],
        boltzmannParameter: 1,
        resolution: 0.25,
        maxTransitionRate: 20,
        switchProb: 0.05,
        noTroughProb: 0.1,
        padMode: 'reflect',
      },
    ],
  ];

  test.each(cases)('%s: pitch, voicing and its probability are those of librosa', (name, samples, options) => {
    const { f0, voicedFlag, voicedProb } = pyin(samples, { ...options, fillNa: null });
    const expected = reference[name];
    expect(voicedFlag).toEqual(expected.voicedFlag);
    expected.voicedProb.forEach((probability, frame) => {
      expect(Math.abs(voicedProb[frame] - probability), `frame ${frame}`).toBeLessThan(1e-9);
    });
    // What an unvoiced frame would be is a matter of ties between equally unlikely paths.
    expected.f0.forEach((frequencyHz, frame) => {
      if (voicedFlag[frame]) expect(f0[frame] / frequencyHz, `frame ${frame}`).toBeCloseTo(1, 12);
    });
    expect(f0.length).toBe(expected.f0.length);
  });

  test('a tone is voiced and within half a bin of its pitch; noise and silence are not', () => {
    const { f0, voicedFlag } = pyin(tone(22_050, 22_050, 220), { sampleRateHz: 22_050 });
    expect(voicedFlag.slice(4, 40).every(Boolean)).toBe(true);
    for (const frequencyHz of f0.slice(4, 40)) expect(Math.abs(12 * Math.log2(frequencyHz / 220))).toBeLessThan(0.051);
    const silence = pyin(new Float32Array(5000), { sampleRateHz: 22_050 });
    expect(silence.voicedFlag.some(Boolean)).toBe(false);
    expect(silence.f0.every(Number.isNaN)).toBe(true);
    expect(pyin(new Float32Array(0), { sampleRateHz: 22_050, center: false }).f0.length).toBe(0);
  });

  test('unvoiced frames read what they are told to', () => {
    expect(Array.from(pyin(new Float32Array(600), { sampleRateHz: 22_050, fillNa: 0 }).f0)).toEqual([0, 0]);
  });

  test('settings that mean nothing are errors', () => {
    const samples = tone(1000, 22_050, 220);
    for (const options of [{ resolution: 0 }, { switchProb: 2 }, { nThresholds: 0 }, { fMinHz: 900, fMaxHz: 800 }]) {
      expect(() => pyin(samples, { sampleRateHz: 22_050, ...options })).toThrow(RangeError);
    }
  });
});

test.each([
  [0.1, 2, 18, 0.5797350211684],
  [0.02, 2, 18, 0.0546159500344],
  [0.5, 1, 1, 0.5],
  [0.3, 2, 2, 0.216],
  [0.25, 0.5, 0.5, 1 / 3],
])('the beta distribution is below %d with parameters %d and %d in a share of %d', (x, a, b, share) => {
  expect(betaCdf(x, a, b)).toBeCloseTo(share, 12);
});
