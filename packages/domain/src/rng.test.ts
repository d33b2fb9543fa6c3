import { describe, expect, test } from 'vitest';
import { hashSeed, Rng } from './rng.js';

const draw = (rng: Rng, count: number) => Array.from({ length: count }, () => rng.uint32());

describe('Rng', () => {
  test('equal seeds give equal streams and different seeds different ones', () => {
    expect(draw(new Rng(7), 50)).toEqual(draw(new Rng(7), 50));
    expect(draw(new Rng(7), 50)).not.toEqual(draw(new Rng(8), 50));
  });

  test('the stream of seed 1 is the one that stored splits and corpora were made with', () => {
    // Any change here would re-key every stored split: it is a breaking change, not a refactoring.
    expect(draw(new Rng(1), 4)).toMatchInlineSnapshot(`
      [
        2420951833,
        2513034076,
        3847892949,
        4064752930,
      ]
    `);
  });

  test('fillUint32 gives what single draws give and leaves the same state', () => {
    const [single, filled] = [new Rng(9), new Rng(9)];
    expect(Array.from(filled.fillUint32(new Uint32Array(100)))).toEqual(draw(single, 100));
    expect(filled.state()).toEqual(single.state());
  });

  test('uniform draws lie in [0, 1) with mean one half and variance one twelfth', () => {
    const rng = new Rng(3);
    const draws = Array.from({ length: 20_000 }, () => rng.uniform());
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    expect(mean).toBeCloseTo(0.5, 2);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });

  test('normal draws have mean 0 and variance 1', () => {
    const rng = new Rng(4);
    const draws = Array.from({ length: 20_000 }, () => rng.normal());
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
  });

  test('a fork depends on the seed and the name, not on the draws made before', () => {
    const fresh = new Rng(9);
    const used = new Rng(9);
    draw(used, 100);
    expect(draw(fresh.fork('split'), 5)).toEqual(draw(used.fork('split'), 5));
    expect(draw(fresh.fork('split'), 5)).not.toEqual(draw(fresh.fork('init'), 5));
  });

  test('a restored state continues the stream, a held normal included', () => {
    const rng = new Rng(5);
    rng.normal();
    const copy = Rng.restore(rng.state());
    expect([copy.normal(), copy.uniform()]).toEqual([rng.normal(), rng.uniform()]);
  });

  test('shuffle keeps every item', () => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    const shuffled = new Rng(6).shuffle([...items]);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });

  test('below refuses a count under 1', () => {
    expect(() => new Rng(1).below(0)).toThrow(RangeError);
  });

  test('neighbouring seeds and names hash far apart', () => {
    const hashes = new Set<number>();
    for (let seed = 0; seed < 200; seed++) for (const name of ['a', 'b', 'ab']) hashes.add(hashSeed(seed, name));
    expect(hashes.size).toBe(600);
  });
});
