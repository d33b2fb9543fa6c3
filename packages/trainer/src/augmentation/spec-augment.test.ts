import { Rng } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { SpecAugment } from './spec-augment.js';

const FRAMES = 40;
const NAMES = [...Array.from({ length: 16 }, (_, i) => `logMelSpectrogram.${i}`), 'pitch', 'voiced'];
const COLUMNS = NAMES.length;

/** 30 real frames: mel values fall over the bands, pitch alternates between 0 and 12, voiced is 1. */
function row(): Float32Array {
  const values = new Float32Array(FRAMES * COLUMNS);
  for (let t = 0; t < 30; t++) {
    for (let b = 0; b < 16; b++) values[t * COLUMNS + b] = -0.5 * b - 1;
    values[t * COLUMNS + 16] = t % 2 === 0 ? 12 : 0;
    values[t * COLUMNS + 17] = 1;
  }
  return values;
}
const realFrames = (values: Float32Array) =>
  Array.from({ length: FRAMES }, (_, t) => values.subarray(t * COLUMNS, (t + 1) * COLUMNS)).filter((f) =>
    f.some((v) => v !== 0),
  ).length;

describe('SpecAugment', () => {
  it('changes tempo within its reach and keeps padding at the end', () => {
    const augment = new SpecAugment(FRAMES, NAMES);
    const lengths = Array.from({ length: 60 }, (_, seed) => {
      const values = row();
      augment.warp(values, new Rng(seed));
      expect(values.every(Number.isFinite)).toBe(true);
      return realFrames(values);
    });
    expect(Math.min(...lengths)).toBeLessThan(30);
    expect(Math.max(...lengths)).toBeGreaterThan(30);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(Math.floor(30 / Math.exp(0.105)));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(Math.ceil(30 * Math.exp(0.105)));
  });

  it('never blends descriptors of two frames', () => {
    const values = row();
    new SpecAugment(FRAMES, NAMES).warp(values, new Rng(3));
    for (let t = 0; t < FRAMES; t++) expect([0, 12]).toContain(values[t * COLUMNS + 16]);
  });

  it('moves mel values by little, and differently for each seed', () => {
    const warped = [1, 2].map((seed) => {
      const values = row();
      new SpecAugment(FRAMES, NAMES).warp(values, new Rng(seed));
      return values;
    });
    expect(warped[0]).not.toEqual(warped[1]);
    for (let b = 0; b < 16; b++) expect(Math.abs(warped[0][b] - (-0.5 * b - 1))).toBeLessThan(4);
  });

  it('masks bands and frames with the mean, and no masked frame looks like padding', () => {
    const augment = new SpecAugment(FRAMES, NAMES);
    let masked = 0;
    for (let seed = 0; seed < 30; seed++) {
      const values = row();
      augment.mask(values, new Rng(seed));
      expect(realFrames(values)).toBe(30);
      masked += values.subarray(0, 30 * COLUMNS).filter((v) => Math.abs(v) < 1e-5).length;
    }
    expect(masked).toBeGreaterThan(30 * 50);
  });

  it('warps only time where there are no mel columns, and leaves an empty row alone', () => {
    const values = new Float32Array(12);
    new SpecAugment(6, ['a', 'b']).warp(values, new Rng(1));
    new SpecAugment(6, ['a', 'b']).mask(values, new Rng(1));
    expect([...values]).toEqual(new Array(12).fill(0));
  });
});
