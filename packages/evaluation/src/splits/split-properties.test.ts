import { type ClipLabels, DomainError, type Fold, labelOf, type Protocol, type RowRef } from '@voxboard/domain';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { anyCorpus } from '../testing/corpora.js';
import { type SplitResult, splitFolds } from './split-folds.js';
import { splitManifest } from './split-manifest.js';

// Hundreds of random corpora take seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
const RUNS = 200;
const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const rowCounts = fc.integer({ min: 1, max: 4 });
const validationFraction = fc.constantFrom(undefined, 0.1, 0.25);

/** Small random corpora cannot always be split; then a named error is the right answer. */
function tried(protocol: Protocol, clips: readonly ClipLabels[], rows: number, seed: number): SplitResult | null {
  try {
    return splitFolds(protocol, clips, rows, 'EMOTION', seed);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/** Runs a property over 200 random corpora and makes sure that most of them could be split. */
function holds(
  protocolOf: (foldCount: number, share: number | undefined) => Protocol,
  check: (result: SplitResult, clips: readonly ClipLabels[], rows: number) => void,
): void {
  let split = 0;
  const property = fc.property(
    anyCorpus,
    rowCounts,
    fc.integer({ min: 2, max: 4 }),
    validationFraction,
    seeds,
    (clips, rows, folds, share, seed) => {
      const result = tried(protocolOf(folds, share), clips, rows, seed);
      if (result === null) return;
      split++;
      check(result, clips, rows);
    },
  );
  fc.assert(property, { numRuns: RUNS, seed: 7 });
  expect(split).toBeGreaterThan(RUNS * 0.6);
}

const option = (share: number | undefined) => (share === undefined ? {} : { validationFraction: share });
const honest: [string, (foldCount: number, share: number | undefined) => Protocol][] = [
  ['by-clip', (foldCount, share) => ({ name: 'by-clip', foldCount, ...option(share) })],
  ['by-speaker', (foldCount, share) => ({ name: 'by-speaker', foldCount, ...option(share) })],
  ['loso', (_, share) => ({ name: 'loso', ...option(share) })],
  ['by-statement', (_, share) => ({ name: 'by-statement', ...option(share) })],
];
const clipsOf = (rows: readonly RowRef[]) => new Set(rows.map((row) => row.clip));
const fieldOf = (rows: readonly RowRef[], clips: readonly ClipLabels[], field: 'speaker' | 'statement') =>
  new Set(rows.map((row) => clips[row.clip]![field]));
const disjoint = <T>(a: Set<T>, b: Set<T>) => [...a].every((item) => !b.has(item));
const labelledCount = (clips: readonly ClipLabels[]) => clips.filter((clip) => clip.emotion !== null).length;

function partsAreSound(fold: Fold, clips: readonly ClipLabels[], rows: number): void {
  const [train, validation, test] = [clipsOf(fold.train), clipsOf(fold.validation), clipsOf(fold.test)];
  expect(disjoint(train, test) && disjoint(train, validation) && disjoint(validation, test)).toBe(true);
  expect(train.size + validation.size + test.size).toBe(labelledCount(clips));
  for (const part of [train, validation, test]) expect(part.size).toBeGreaterThan(0);
  expect(fold.train).toHaveLength(train.size * rows);
  expect([...fold.validation, ...fold.test].every((row) => row.augmentation === 0)).toBe(true);
  expect([...train, ...validation, ...test].every((clip) => labelOf(clips[clip]!, 'EMOTION') !== null)).toBe(true);
}

describe.each(honest)('%s on random corpora', (_, protocolOf) => {
  it('has disjoint parts that cover every labelled clip, and copies in training only', () => {
    holds(protocolOf, ({ folds }, clips, rows) => {
      for (const fold of folds) partsAreSound(fold, clips, rows);
    });
  });

  it('tests each labelled clip exactly once over the folds', () => {
    holds(protocolOf, ({ folds }, clips) => {
      const tested = folds.flatMap((fold) => fold.test.map((row) => row.clip));
      expect(tested).toHaveLength(labelledCount(clips));
      expect(new Set(tested).size).toBe(tested.length);
    });
  });

  it('is the same for the same seed', () => {
    fc.assert(
      fc.property(anyCorpus, rowCounts, seeds, (clips, rows, seed) => {
        const [first, second] = [0, 1].map(() => tried(protocolOf(3, undefined), clips, rows, seed));
        expect(second === null ? null : splitManifest(second!.folds)).toBe(
          first === null ? null : splitManifest(first!.folds),
        );
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});

describe.each(honest.filter(([name]) => name === 'by-speaker' || name === 'loso'))('%s', (_, protocolOf) => {
  it('never has a speaker in two parts of a fold', () => {
    holds(protocolOf, ({ folds }, clips) => {
      for (const fold of folds) {
        const [train, validation, test] = [fold.train, fold.validation, fold.test].map((rows) =>
          fieldOf(rows, clips, 'speaker'),
        );
        expect(disjoint(train!, test!) && disjoint(train!, validation!) && disjoint(validation!, test!)).toBe(true);
      }
    });
  });
});

it('by-statement never tests a statement that it trained or validated on', () => {
  holds(
    () => ({ name: 'by-statement' }),
    ({ folds }, clips) => {
      for (const fold of folds) {
        const tested = fieldOf(fold.test, clips, 'statement');
        expect(disjoint(tested, fieldOf([...fold.train, ...fold.validation], clips, 'statement'))).toBe(true);
      }
    },
  );
});

it('study puts every row into train or test, once', () => {
  holds(
    (_, share) => ({ name: 'study', ...option(share) }),
    ({ folds }, clips, rows) => {
      const [fold] = folds;
      const parts = fold!.validation === fold!.test ? [fold!.train, fold!.test] : Object.values(fold!);
      const keys = parts.flat().map((row: RowRef) => row.clip * rows + row.augmentation);
      expect(keys).toHaveLength(labelledCount(clips) * rows);
      expect(new Set(keys).size).toBe(keys.length);
    },
  );
});

it('by-clip keeps each class within one clip between test folds', () => {
  holds(
    (foldCount) => ({ name: 'by-clip', foldCount }),
    ({ balance }) => {
      for (const name of Object.keys(balance.folds[0]!.test.classes)) {
        const counts = balance.folds.map((fold) => fold.test.classes[name]!);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }
    },
  );
});

it('by-speaker balances genders better than dealing the same speakers in order', () => {
  let dealt = 0;
  let balanced = 0;
  const spread = (groups: readonly Record<string, number>[]) =>
    groups.reduce((sum, counts) => sum + Math.abs((counts.male ?? 0) - (counts.female ?? 0)), 0);
  fc.assert(
    fc.property(anyCorpus, seeds, (clips, seed) => {
      const result = tried({ name: 'by-speaker', foldCount: 3 }, clips, 1, seed);
      if (result === null) return;
      balanced += spread(result.balance.folds.map((fold) => fold.test.genders));
      const speakers = [...new Set(clips.map((clip) => clip.speaker))];
      const naive: Record<string, number>[] = [{}, {}, {}];
      for (const clip of clips) {
        const counts = naive[speakers.indexOf(clip.speaker) % 3]!;
        if (clip.gender !== null && clip.emotion !== null) counts[clip.gender] = (counts[clip.gender] ?? 0) + 1;
      }
      dealt += spread(naive);
    }),
    { numRuns: RUNS, seed: 7 },
  );
  expect(balanced).toBeLessThan(0.8 * dealt);
});
