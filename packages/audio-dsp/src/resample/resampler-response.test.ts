import { describe, expect, test } from 'vitest';
import { leakDb, toneResponse } from '../testing/tone-response.js';
import { Resampler } from './resampler.js';

// The figures that docs/audio.md states. Pass-band: to 0.9137 of the lower Nyquist frequency. Stop-band: from it on.
const PAIRS = [
  [48_000, 22_050],
  [48_000, 16_000],
  [44_100, 22_050],
  [44_100, 16_000],
  [32_000, 22_050],
  [96_000, 16_000],
  [16_000, 22_050],
  [22_050, 48_000],
  [8_000, 16_000],
  [8_000, 48_000],
  [11_025, 16_000],
  [37_800, 22_050],
  [47_999, 16_000],
  [16_000 * 0.92, 16_000],
  [16_000, 15_999.5],
] as const;
const PASS_SHARES = [0.01, 0.1, 0.25, 0.4, 0.55, 0.7, 0.8, 0.86, 0.89, 0.9137];
const STOP_SHARES = [1, 1.02, 1.06, 1.15, 1.3, 1.6, 1.9, 2.4];

describe.each(PAIRS)('%d Hz to %d Hz', (from, to) => {
  const resampler = new Resampler(from, to);
  const nyquist = Math.min(from, to) / 2;

  test('passes the band with hardly a ripple and adds nothing to a tone', () => {
    const responses = PASS_SHARES.map((share) => toneResponse(resampler, share * nyquist));
    for (const { gainDb, residueDb } of responses) {
      expect(Math.abs(gainDb)).toBeLessThan(0.01);
      expect(residueDb).toBeLessThan(-130);
    }
  });

  test('stops what would alias', () => {
    const leaks = STOP_SHARES.map((share) => share * nyquist).filter((frequencyHz) => frequencyHz < from / 2);
    for (const frequencyHz of leaks) expect(leakDb(resampler, frequencyHz), `${frequencyHz} Hz`).toBeLessThan(-130);
  });
});
