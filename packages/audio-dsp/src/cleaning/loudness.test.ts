import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { NonFiniteAudioError } from '../audio-errors.js';
import { loadReference } from '../testing/reference.js';
import { gentleGaps, tone, voice } from '../testing/test-signals.js';
import { clean } from './clean.js';
import { normaliseLoudness } from './levels.js';
import { integratedLoudness } from './loudness.js';

describe('integrated loudness', () => {
  test('a full-scale tone of 997 Hz reads −3.01 LUFS at any rate, and half of it 6.02 less', () => {
    for (const rate of [16_000, 44_100, 48_000]) {
      expect(integratedLoudness(tone(2 * rate, rate, 997, 1), rate)).toBeCloseTo(-3.01, 1);
      expect(integratedLoudness(tone(2 * rate, rate, 997, 0.5), rate)).toBeCloseTo(-9.03, 1);
    }
  });

  test('speech and gated noise agree with pyloudnorm', () => {
    const reference = z.record(z.string(), z.number()).parse(loadReference('loudness'));
    expect(integratedLoudness(voice(96_000, 48_000), 48_000)).toBeCloseTo(reference.voice48k, 3);
    expect(integratedLoudness(gentleGaps(120_000, 48_000), 48_000)).toBeCloseTo(reference.gentleGaps48k, 3);
  });

  test('pauses do not count', () => {
    const rate = 16_000;
    const speech = tone(4 * rate, rate, 500, 0.3);
    const withPause = new Float32Array(8 * rate);
    withPause.set(speech);
    expect(integratedLoudness(withPause, rate)).toBeCloseTo(integratedLoudness(speech, rate), 0);
  });

  test('silence and signals shorter than a block have none, and stay as they are when normalised', () => {
    expect(integratedLoudness(new Float32Array(48_000), 48_000)).toBe(Number.NEGATIVE_INFINITY);
    expect(integratedLoudness(tone(100, 48_000, 500), 48_000)).toBe(Number.NEGATIVE_INFINITY);
    expect(Array.from(normaliseLoudness(Float32Array.of(0.1, 0.2), -20, 48_000)).map(Math.fround)).toEqual(
      [0.1, 0.2].map(Math.fround),
    );
    expect(() => integratedLoudness(Float32Array.of(Number.NaN), 48_000)).toThrow(NonFiniteAudioError);
    expect(() => integratedLoudness(new Float32Array(10), 0)).toThrow(RangeError);
  });

  test('a cleaning step brings a recording to the loudness asked for', () => {
    const cleaned = clean(voice(96_000, 48_000), 48_000, [
      { kind: 'normalise-loudness', targetDbfs: -23, measure: 'lufs' },
    ]);
    expect(integratedLoudness(cleaned, 48_000)).toBeCloseTo(-23, 6);
  });
});
