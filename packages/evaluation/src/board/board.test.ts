import { Rng } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { studentTwoSided as studentP } from '../distributions/distributions.js';
import { pooledScore } from '../intervals/pooled-score.js';
import { pooledCounts, speakerCounts } from '../intervals/speaker-counts.js';
import { comparePaired } from '../paired/compare-paired.js';
import { holm } from '../paired/holm.js';
import { simulateOutcomes } from '../testing/simulated-outcomes.js';
import { chanceCounts, majorityCounts } from './baselines.js';
import { IncomparableEntriesError } from './board.errors.js';
import { type BoardEntry, boardEntry } from './board-entry.js';
import { comparisonKey } from './comparison-key.js';
import { EntryPairs } from './entry-pairs.js';
import { formatRankInterval, rankBoard, rankBoardInSlices } from './rank-board.js';

const options = { seed: 1, resamples: 500 };
const skills = [0.4, 0.7, 0.69, 0.55, 0.2];
const outcomes = simulateOutcomes(
  skills.map((skill) => ({ skill, speakerSpread: 0.1 })),
  4,
);
const entries = outcomes.map((outcome, i) => boardEntry(`skill ${skills[i]}`, speakerCounts(outcome), 'uar', options));

/** An entry with a made score and influence: what a database would hand over. */
function storedEntry(id: string, score: number, influence: readonly number[]): BoardEntry {
  const speakers = influence.map((_, s) => `voice ${s}`);
  return { id, score, lower: score - 0.1, upper: score + 0.1, level: 0.95, speakers, influence };
}

describe('rankBoard', () => {
  it('gives near-equals one rank interval and one tie group, and others their own', () => {
    const { ranked } = rankBoard(entries);
    expect(ranked.map(({ entry }) => entry.id).slice(2)).toEqual(['skill 0.55', 'skill 0.4', 'skill 0.2']);
    expect(ranked.map(formatRankInterval)).toEqual(['1–2', '1–2', '3', '4', '5']);
    expect(ranked.map(({ tieGroup }) => tieGroup)).toEqual([1, 1, 2, 3, 4]);
    expect(ranked.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5]);
  });

  it('can be set down between slices without changing its result', () => {
    const many = Array.from({ length: 100 }, (_, i) =>
      storedEntry(`entry ${i}`, i / 100, [0.01 * (i % 3), 0.02 * (i % 5), -0.01 * (i % 7)]),
    );
    const slices = rankBoardInSlices(many);
    let pauses = 0;
    let step = slices.next();
    for (; !step.done; step = slices.next()) pauses++;
    expect(pauses).toBeGreaterThan(3);
    expect(step.value).toEqual(rankBoard(many));
  });

  it('survives being stored: entries read back from JSON rank the same', () => {
    const stored: BoardEntry[] = JSON.parse(JSON.stringify(entries));
    expect(rankBoard(stored)).toEqual(rankBoard(entries));
  });

  it('compares pairs with the standard error of the paired bootstrap', () => {
    const { ranked } = rankBoard(entries);
    const pairs = new EntryPairs(ranked.map(({ entry }) => entry));
    const byId = new Map(outcomes.map((outcome, i) => [`skill ${skills[i]}`, outcome]));
    const comparison = comparePaired(byId.get(ranked[0]!.entry.id)!, byId.get(ranked[2]!.entry.id)!, 'uar', {
      seed: 1,
    });
    const ratio = comparison.difference / comparison.standardError / pairs.statistic(0, 2);
    expect(ratio).toBeGreaterThan(0.97);
    expect(ratio).toBeLessThan(1.07);
  });

  // The wider the scores, the further Holm's descent goes: past the tenth of the family where it walks all pairs again.
  it.each([0.005, 0.04, 1])('tells exactly those pairs apart that Holm lets pass, scores %d wide', (width) => {
    const { ranked, apart, statistic } = randomBoard(width);
    const all = ranked.flatMap((_, i) => ranked.slice(i + 1).map((__, k) => [i, i + 1 + k] as const));
    const adjusted = holm(all.map(([i, j]) => studentP(statistic(i, j), 11)));
    const [worse, better] = [ranked.map(() => 0), ranked.map(() => 0)];
    all.forEach(([i, j], k) => {
      if (adjusted[k]! >= 0.05) return;
      worse[i]!++;
      better[j]!++;
    });
    expect(apart('board')).toEqual({ better, worse });
  });

  it('tells exactly those entries apart from one that Holm over its own comparisons lets pass', () => {
    const { ranked, apart, statistic } = randomBoard(0.04);
    const [worse, better] = [ranked.map(() => 0), ranked.map(() => 0)];
    for (const i of ranked.keys()) {
      holm(ranked.map((_, j) => (i === j ? null : studentP(statistic(i, j), 11)))).forEach((p, j) => {
        if (p === null || p >= 0.05) return;
        if (j > i) worse[i]!++;
        else better[i]!++;
      });
    }
    expect(apart('entry')).toEqual({ better, worse });
  });

  it('holds in worlds where the order is known: all intervals cover the true ranks 95 times in 100', () => {
    let held = 0;
    const truth = [0.62, 0.6, 0.55, 0.5];
    for (let world = 0; world < 200; world++) {
      const simulated = simulateOutcomes(
        truth.map((skill) => ({ skill, speakerSpread: 0.08 })),
        world,
        { clipsPerSpeaker: 16 },
      );
      const { ranked } = rankBoard(
        simulated.map((outcome, i) => boardEntry(`${i}`, speakerCounts(outcome), 'uar', { seed: 1, resamples: 10 })),
      );
      if (ranked.every((row) => row.rankLow <= Number(row.entry.id) + 1 && Number(row.entry.id) + 1 <= row.rankHigh)) {
        held++;
      }
    }
    expect(held / 200).toBeGreaterThanOrEqual(0.94);
  });

  it('has narrower intervals when each entry speaks for itself only', () => {
    const rng = new Rng(5);
    const many = Array.from({ length: 40 }, (_, i) => storedEntry(`${i}`, 0.5 + 0.05 * rng.normal(), centred(24, rng)));
    const width = (simultaneous: 'board' | 'entry') =>
      rankBoard(many, { simultaneous }).ranked.reduce((sum, row) => sum + row.rankHigh - row.rankLow, 0);
    expect(width('entry')).toBeLessThan(width('board'));
  });

  it('shares ranks between equal scores and leaves NaN unranked', () => {
    const influence = [0.1, -0.1, 0];
    const { ranked, unranked } = rankBoard([
      storedEntry('a', 0.5, influence),
      storedEntry('none', Number.NaN, influence),
      storedEntry('b', 0.5, influence),
      storedEntry('c', 0.4, influence),
    ]);
    expect(ranked.map(({ entry, rank }) => `${entry.id}${rank}`)).toEqual(['a1', 'b1', 'c3']);
    expect(unranked.map(({ id }) => id)).toEqual(['none']);
  });

  it('tells nothing apart with one speaker, nor by the luck of two', () => {
    expect(rankBoard([storedEntry('a', 0.9, [0]), storedEntry('b', 0.1, [0])]).ranked.map(formatRankInterval)).toEqual([
      '1–2',
      '1–2',
    ]);
    const two = [storedEntry('a', 0.9, [0, 0]), storedEntry('b', 0.1, [0, 0])];
    expect(rankBoard(two).ranked[0]!.rankHigh).toBe(2);
  });

  it('refuses entries that were tested on other speakers', () => {
    const other = { ...entries[0]!, id: 'other', speakers: entries[0]!.speakers.map((name) => `${name}x`) };
    expect(() => rankBoard([...entries, other])).toThrow(IncomparableEntriesError);
    expect(rankBoard([])).toEqual({ ranked: [], unranked: [] });
  });
});

describe('baselines', () => {
  const counts = speakerCounts({
    actual: [0, 0, 1, 2, 0, 1, 2, 2],
    predicted: [0, 1, 1, 2, 2, 1, 2, 0],
    speakers: ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b'],
    classCount: 3,
  });

  it('chance scores 1 / classes in UAR and accuracy', () => {
    const chance = pooledCounts(chanceCounts(counts));
    expect(pooledScore('uar', chance, 3)).toBeCloseTo(1 / 3, 14);
    expect(pooledScore('accuracy', chance, 3)).toBeCloseTo(1 / 3, 14);
  });

  it('majority scores the share of the most frequent class, and chance level in UAR', () => {
    const majority = pooledCounts(majorityCounts(counts));
    expect(pooledScore('accuracy', majority, 3)).toBe(3 / 8);
    expect(pooledScore('uar', majority, 3)).toBeCloseTo(1 / 3, 14);
    expect(pooledScore('macro_f1', majority, 3)).toBeCloseTo((2 * 3) / (3 + 8) / 3, 14);
  });

  it('rank below a model that learnt something', () => {
    const model = speakerCounts(outcomes[1]!);
    const chance = boardEntry('chance', chanceCounts(model), 'uar', options);
    const { ranked } = rankBoard([chance, entries[1]!]);
    expect(ranked.map(({ entry, rankLow }) => [entry.id, rankLow])).toEqual([
      ['skill 0.7', 1],
      ['chance', 2],
    ]);
  });
});

describe('comparisonKey', () => {
  const base = {
    datasetVersion: 'abc',
    task: 'EMOTION',
    protocol: { name: 'by-speaker' },
    labels: ['a', 'b'],
  } as const;

  it('is the same for the default fold count, named or not, and for any validation share', () => {
    const named = { ...base, protocol: { name: 'by-speaker', foldCount: 5, validationFraction: 0.2 } } as const;
    expect(comparisonKey(named)).toBe(comparisonKey(base));
  });

  it.each([
    { ...base, datasetVersion: 'abd' },
    { ...base, task: 'GENDER' as const },
    { ...base, protocol: { name: 'by-clip' as const } },
    { ...base, protocol: { name: 'by-speaker' as const, foldCount: 6 } },
    { ...base, labels: ['a', 'b', 'c'] },
  ])('differs for $protocol.name of $task with other data, folds or labels', (other) => {
    expect(comparisonKey(other)).not.toBe(comparisonKey(base));
  });
});

/** Thirty entries on twelve speakers, and how many of the others the ranking puts above and below each. */
function randomBoard(width: number) {
  const rng = new Rng(3);
  const entries = Array.from({ length: 30 }, (_, i) =>
    storedEntry(`entry ${i}`, 0.5 + width * rng.normal(), centred(12, rng)),
  );
  const { ranked } = rankBoard(entries);
  const pairs = new EntryPairs(ranked.map(({ entry }) => entry));
  return {
    ranked,
    statistic: (i: number, j: number) => pairs.statistic(i, j),
    apart: (simultaneous: 'board' | 'entry') => {
      const rows = rankBoard(entries, { simultaneous }).ranked;
      return { better: rows.map((row) => row.rankLow - 1), worse: rows.map((row) => 30 - row.rankHigh) };
    },
  };
}

/** Influence that sums to zero, as `speakerInfluence` gives it. */
function centred(count: number, rng: Rng): number[] {
  const raw = Array.from({ length: count }, () => 0.004 * rng.normal());
  const mean = raw.reduce((sum, value) => sum + value, 0) / count;
  return raw.map((value) => value - mean);
}
