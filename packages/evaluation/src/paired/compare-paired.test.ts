import { describe, expect, it, vi } from 'vitest';
import { DifferentClipsError } from '../intervals/intervals.errors.js';
import { simulateOutcomes } from '../testing/simulated-outcomes.js';
import type { ClipOutcomes } from './clip-outcomes.js';
import { comparePaired } from './compare-paired.js';

// Simulations of hundreds of corpora take seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const [strong, weak, twin] = simulateOutcomes(
  [
    { skill: 0.65, speakerSpread: 0.12 },
    { skill: 0.5, speakerSpread: 0.12 },
    { skill: 0.64, speakerSpread: 0.12 },
  ],
  9,
) as [ClipOutcomes, ClipOutcomes, ClipOutcomes];
const options = { seed: 1, resamples: 4000 };

describe('comparePaired', () => {
  it('tells a model apart that is 15 points better, and says which', () => {
    const comparison = comparePaired(strong, weak, 'uar', options);
    expect(comparison.difference).toBeCloseTo(comparison.first - comparison.second, 14);
    expect(comparison.lower).toBeGreaterThan(0.05);
    expect(comparison.pValue).toBeLessThan(0.001);
    expect(comparison.mcnemar.onlyFirst).toBeGreaterThan(comparison.mcnemar.onlySecond);
    expect(comparison.power.text).toBe('can be told apart with 24 speakers');
    const turned = comparePaired(weak, strong, 'uar', options);
    expect(turned.difference).toBeCloseTo(-comparison.difference, 14);
    expect(turned.pValue).toBeCloseTo(comparison.pValue!, 10);
  });

  it('does not tell near-equals apart and says how many speakers it would take', () => {
    const { power, pValue, lower, upper } = comparePaired(strong, twin, 'uar', options);
    expect(pValue).toBeGreaterThan(0.05);
    expect(lower).toBeLessThan(0);
    expect(upper).toBeGreaterThan(0);
    expect(power.text).toBe(`cannot be told apart with 24 speakers; it would take about ${power.speakersNeeded}`);
    expect(power.speakersNeeded).toBeGreaterThan(24);
  });

  it('cancels what makes speakers hard for both: its interval is narrower than an unpaired one', () => {
    const { standardError } = comparePaired(strong, weak, 'accuracy', options);
    expect(standardError).toBeLessThan(0.5 * Math.sqrt(2) * 0.12 * (1 / Math.sqrt(24)) * 2);
  });

  it('rejects equal models about 5 times in 100', () => {
    let rejected = 0;
    for (let world = 0; world < 400; world++) {
      const model = { skill: 0.55, speakerSpread: 0.1 };
      const [a, b] = simulateOutcomes([model, model], 5000 + world, { clipsPerSpeaker: 24 });
      if (comparePaired(a!, b!, 'uar', { seed: world, resamples: 300 }).pValue! < 0.05) rejected++;
    }
    expect(rejected / 400).toBeGreaterThan(0.02);
    expect(rejected / 400).toBeLessThan(0.08);
  });

  it('finds no difference between a model and itself, with any number of speakers', () => {
    const { pValue, power, mcnemar } = comparePaired(strong, strong, 'macro_f1', options);
    expect([pValue, mcnemar.pValue]).toEqual([1, 1]);
    expect(power.text).toBe('cannot be told apart with 24 speakers; no number of speakers would show a difference');
  });

  it('says nothing of other speakers from one', () => {
    const alone = simulateOutcomes(
      [
        { skill: 0.9, speakerSpread: 0 },
        { skill: 0.2, speakerSpread: 0 },
      ],
      1,
      {
        speakers: 1,
      },
    );
    const { pValue, lower, power } = comparePaired(alone[0]!, alone[1]!, 'uar', options);
    expect(pValue).toBeNull();
    expect(lower).toBeNaN();
    expect(power.text).toContain('with 1 speaker: at least 2');
  });

  it('does not take two agreeing speakers for certainty', () => {
    const base = { clips: [0, 1, 2, 3], actual: [0, 1, 0, 1], speakers: ['a', 'a', 'b', 'b'], classCount: 2 };
    const right = { ...base, predicted: [0, 1, 0, 1] };
    const wrong = { ...base, predicted: [1, 0, 1, 0] };
    const { pValue, power } = comparePaired(right, wrong, 'uar', options);
    expect(pValue).toBe(0.5);
    expect(power.canBeToldApart).toBe(false);
  });

  it('pools seeds: three predictions a clip against one', () => {
    const tripled: ClipOutcomes = {
      clips: [0, 1, 2].flatMap(() => Array.from(strong.clips)),
      actual: [0, 1, 2].flatMap(() => Array.from(strong.actual)),
      predicted: [0, 1, 2].flatMap(() => Array.from(strong.predicted)),
      speakers: [0, 1, 2].flatMap(() => Array.from(strong.speakers)),
      classCount: 8,
    };
    const single = comparePaired(strong, weak, 'uar', options);
    const pooled = comparePaired(tripled, weak, 'uar', options);
    expect(pooled.difference).toBeCloseTo(single.difference, 12);
    expect(pooled.standardError).toBeCloseTo(single.standardError, 12);
    expect(pooled.mcnemar).toEqual(single.mcnemar);
  });
});

describe('comparePaired refuses', () => {
  const base = { clips: ['x', 'y'], actual: [0, 1], predicted: [0, 1], speakers: ['a', 'b'], classCount: 2 };
  it.each([
    [
      'another number of clips',
      { ...base, clips: ['x', 'y', 'z'], actual: [0, 1, 1], predicted: [0, 1, 1], speakers: ['a', 'b', 'b'] },
    ],
    ['other clips', { ...base, clips: ['x', 'z'] }],
    ['other labels of the clips', { ...base, actual: [1, 1] }],
    ['other speakers of the clips', { ...base, speakers: ['a', 'c'] }],
    ['other classes', { ...base, classCount: 3 }],
    [
      'a clip predicted more often than the rest',
      { ...base, clips: ['x', 'y', 'y'], actual: [0, 1, 1], predicted: [0, 1, 1], speakers: ['a', 'b', 'b'] },
    ],
  ])('%s', (_, other) => {
    expect(() => comparePaired(base, other, 'uar', options)).toThrow(DifferentClipsError);
  });
});
