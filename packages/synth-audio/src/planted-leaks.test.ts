import { InvalidInputError } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { planCorpus } from './corpus-plan.js';
import { renderClip } from './render-clip.js';

const plant = { duplicates: 2, nearDuplicates: 2 };
const plans = planCorpus({ seed: 5, speakerCount: 4, clipsPerSpeaker: 24, plant });
const leaks = plans.filter((plan) => plan.planted !== null);
const sourceOf = (leak: (typeof plans)[number]) => plans.find((plan) => plan.path === leak.planted?.sameAs)!;

describe('planted leaks', { timeout: 30_000 }, () => {
  it('are as many as asked for, both within a speaker and across speakers, with labels that stay true', () => {
    expect(leaks.map((leak) => leak.planted?.kind).sort()).toEqual([
      'duplicate',
      'duplicate',
      'near-duplicate',
      'near-duplicate',
    ]);
    for (const leak of leaks) {
      const source = sourceOf(leak);
      expect(source.planted).toBeNull();
      expect(source.labels.emotion).toBe(leak.labels.emotion);
      expect(source.labels.gender).toBe(leak.labels.gender);
    }
    expect(new Set(leaks.map((leak) => sourceOf(leak).labels.speaker === leak.labels.speaker)).size).toBe(2);
  });

  it('keep every other clip as it is without them', () => {
    const clean = planCorpus({ seed: 5, speakerCount: 4, clipsPerSpeaker: 24 });
    expect(clean.map((plan) => plan.path)).toEqual(plans.map((plan) => plan.path));
    for (const [index, plan] of plans.entries()) {
      if (plan.planted === null) expect(plan).toEqual(clean[index]);
    }
  });

  it('hold the same samples as their source when duplicates', () => {
    const leak = leaks.find((plan) => plan.planted?.kind === 'duplicate')!;
    expect(Buffer.from(renderClip(leak).buffer).equals(Buffer.from(renderClip(sourceOf(leak)).buffer))).toBe(true);
  });

  it('hold nearly the same samples as their source when near-duplicates', () => {
    const leak = leaks.find((plan) => plan.planted?.kind === 'near-duplicate')!;
    const { cutSamples } = leak.disturbance!;
    const near = renderClip(leak);
    const source = renderClip(sourceOf(leak)).subarray(cutSamples);
    expect(near.length).toBe(source.length);
    expect(Buffer.from(near.buffer).equals(Buffer.from(source.slice().buffer))).toBe(false);
    let [xy, xx, yy] = [0, 0, 0];
    for (let n = 0; n < near.length; n++) {
      xy += near[n]! * source[n]!;
      xx += near[n]! ** 2;
      yy += source[n]! ** 2;
    }
    expect(xy / Math.sqrt(xx * yy)).toBeGreaterThan(0.98);
  });

  it('are refused when there are not enough pairs', () => {
    expect(() => planCorpus({ seed: 1, speakerCount: 2, clipsPerSpeaker: 8, plant: { duplicates: 1 } })).toThrow(
      InvalidInputError,
    );
  });
});
