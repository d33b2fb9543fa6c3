import { Rng } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { randomFingerprint } from '../testing/audit-evidence.js';
import { findNearDuplicates } from './near-duplicates.js';
import { FINGERPRINT_FRAMING, subFingerprints } from './sub-fingerprints.js';

const { bandCount } = FINGERPRINT_FRAMING;

/** Smooth random band energies: as different between seeds as two recordings are. */
function energies(seed: number, frames = 60): Float64Array {
  const rng = new Rng(seed);
  return Float64Array.from({ length: frames * bandCount }, () => Math.exp(rng.normal()));
}

describe('subFingerprints', () => {
  it('does not depend on the level', () => {
    const loud = energies(1);
    expect(subFingerprints(loud.map((energy) => energy * 0.01))).toEqual(subFingerprints(loud));
  });

  it('sets a bit where the difference of neighbouring bands has grown', () => {
    const bands = new Float64Array(2 * bandCount).fill(1);
    bands[bandCount] = 2;
    expect(subFingerprints(bands)).toEqual(Uint32Array.of(0x80000000));
    bands[bandCount] = 1;
    bands[2 * bandCount - 2] = 2;
    expect(subFingerprints(bands)).toEqual(Uint32Array.of(1));
  });

  it('marks frames 35 dB below the loudest as silent', () => {
    const bands = energies(2, 3);
    for (let m = 0; m < bandCount; m++) bands[2 * bandCount + m]! *= 1e-5;
    const words = subFingerprints(bands);
    expect(words).toHaveLength(2);
    expect(words[0]).not.toBe(0);
    expect(words[1]).toBe(0);
  });

  it('is empty for nothing and for one frame, silent for digital silence, and refuses half frames', () => {
    expect(subFingerprints([])).toHaveLength(0);
    expect(subFingerprints(energies(1, 1))).toHaveLength(0);
    expect(subFingerprints(new Float64Array(4 * bandCount))).toEqual(new Uint32Array(3));
    expect(() => subFingerprints([1, 2, 3])).toThrow(RangeError);
  });
});

describe('findNearDuplicates', () => {
  const original = subFingerprints(energies(1));
  const others = [2, 3, 4].map((seed) => subFingerprints(energies(seed)));

  it('finds a copy with changed energies, trimmed silence and more silence before it', () => {
    const rng = new Rng(9);
    const noisy = subFingerprints(energies(1).map((energy) => energy * (1 + 0.1 * rng.uniform())));
    const late = Uint32Array.from([...new Uint32Array(25), ...original]);
    const pairs = findNearDuplicates([original, others[0]!, noisy, others[1]!, late]);
    expect(pairs.map(({ first, second }) => [first, second])).toEqual([
      [0, 2],
      [0, 4],
      [2, 4],
    ]);
    expect(pairs[1]!.bitErrorRate).toBe(0);
    expect(pairs[0]!.bitErrorRate).toBeGreaterThan(0);
  });

  it('finds nothing among 150 different recordings, nor in what is missing, silent or too short', () => {
    const different = Array.from({ length: 150 }, (_, i) => randomFingerprint(100 + i, 40));
    const short = original.slice(0, 10);
    expect(findNearDuplicates([...different, null, new Uint32Array(60), short, short, new Uint32Array(0)])).toEqual([]);
  });
});
