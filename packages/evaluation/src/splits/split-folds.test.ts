import type { ClipLabels, Protocol } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { ravdessLabels } from '../testing/corpora.js';
import { splitFolds } from './split-folds.js';
import { splitManifest } from './split-manifest.js';
import {
  ClassAbsentError,
  MissingFieldError,
  MissingSpeakerError,
  ProtocolOptionError,
  SpeakerTaskError,
  TooFewClassesError,
  TooFewGroupsError,
  UnknownSpeakerError,
} from './splits.errors.js';

const ravdess = ravdessLabels();
const emotion = (protocol: Protocol, clips: readonly ClipLabels[] = ravdess, rows = 1, seed = 1) =>
  splitFolds(protocol, clips, rows, 'EMOTION', seed);
const speakersOf = (rows: readonly { clip: number }[]) =>
  [...new Set(rows.map((row) => Number(ravdess[row.clip]!.speaker)))].sort((a, b) => a - b);

describe('study', () => {
  it('cuts 4,320 augmented rows into the 3,240 and 1,080 of the source study', () => {
    const [fold] = emotion({ name: 'study' }, ravdess, 3).folds;
    expect(fold!.train).toHaveLength(3240);
    expect(fold!.test).toHaveLength(1080);
  });

  it('puts twins of training clips into test and validates on test, as the study did', () => {
    const [fold] = emotion({ name: 'study' }, ravdess, 3).folds;
    const trained = new Set(fold!.train.map((row) => row.clip));
    const shared = new Set(fold!.test.filter((row) => trained.has(row.clip)).map((row) => row.clip));
    expect(shared.size).toBeGreaterThan(700);
    expect(fold!.validation).toEqual(fold!.test);
  });

  it('rounds the test part up as scikit-learn does: 275 of 1,375', () => {
    const [fold] = emotion({ name: 'study', testFraction: 0.2 }, ravdess.slice(0, 1375)).folds;
    expect(fold!.test).toHaveLength(275);
    expect(fold!.train).toHaveLength(1100);
  });

  it('keeps validation rows of its own when a share is asked for', () => {
    const [fold] = emotion({ name: 'study', testFraction: 0.3, validationFraction: 0.2 }).folds;
    expect([fold!.test.length, fold!.validation.length, fold!.train.length]).toEqual([432, 202, 806]);
  });
});

describe('published lists', () => {
  it('upm-5 tests and validates on the published actors, whatever the seed', () => {
    const { folds } = emotion({ name: 'upm-5' });
    expect(folds.map((fold) => speakersOf(fold.test))).toEqual([
      [2, 5, 14, 15, 16],
      [3, 6, 7, 13, 18],
      [10, 11, 12, 19, 20],
      [8, 17, 21, 23, 24],
      [1, 4, 9, 22],
    ]);
    expect(folds.map((fold) => speakersOf(fold.validation))).toEqual([
      [3, 6],
      [10, 11],
      [8, 17],
      [1, 14],
      [2, 5],
    ]);
    expect(emotion({ name: 'upm-5' }, ravdess, 1, 99).folds).toEqual(folds);
  });

  it('emobox-6 tests the published actors and carves one man and one woman for validation', () => {
    const { folds, balance } = emotion({ name: 'emobox-6' });
    expect(folds.map((fold) => speakersOf(fold.test))).toEqual([
      [1, 11, 20, 21],
      [4, 10, 12, 14],
      [8, 9, 19, 23],
      [3, 5, 7, 24],
      [2, 15, 16, 18],
      [6, 13, 17, 22],
    ]);
    for (const fold of balance.folds) {
      expect(Object.values(fold.validation.genders)).toEqual([60, 60]);
    }
  });

  it('warns that the second fold of emobox-6 tests women only', () => {
    expect(emotion({ name: 'emobox-6' }).balance.warnings).toEqual([
      { fold: 1, part: 'test', kind: 'SINGLE_GENDER', message: 'fold 1 tests female speakers only' },
    ]);
  });

  it('accept actor 1 under the names "1" and "01"', () => {
    const renamed = ravdess.map((clip) => ({ ...clip, speaker: String(Number(clip.speaker)) }));
    expect(splitManifest(emotion({ name: 'upm-5' }, renamed).folds)).toBe(
      splitManifest(emotion({ name: 'upm-5' }).folds),
    );
  });

  it('refuse speakers they do not name and datasets that lack actors', () => {
    const stranger = ravdess.map((clip) => (clip.speaker === '24' ? { ...clip, speaker: 'anna' } : clip));
    expect(() => emotion({ name: 'upm-5' }, stranger)).toThrow(UnknownSpeakerError);
    const partial = ravdess.filter((clip) => clip.speaker !== '09');
    expect(() => emotion({ name: 'emobox-6' }, partial)).toThrow(MissingSpeakerError);
    expect(() => emotion({ name: 'emobox-6' }, partial)).toThrow(/"9".*by-speaker or loso/);
  });
});

describe('by-speaker', () => {
  it('deals 24 actors into 5 folds of 4 or 5, men and women within one, all emotions in proportion', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { balance } = emotion({ name: 'by-speaker' }, ravdess, 1, seed);
      for (const { test, validation } of balance.folds) {
        expect([4, 5]).toContain(test.speakers.length);
        expect(Math.abs(test.genders.male! - test.genders.female!)).toBeLessThanOrEqual(60);
        expect(test.emotions.neutral! * 2).toBe(test.emotions.happy);
        expect(Object.values(validation.genders)).toEqual([60, 60]);
      }
    }
  });

  it('deals other speakers under another seed', () => {
    const first = splitManifest(emotion({ name: 'by-speaker' }, ravdess, 1, 1).folds);
    expect(splitManifest(emotion({ name: 'by-speaker' }, ravdess, 1, 2).folds)).not.toBe(first);
    expect(splitManifest(emotion({ name: 'by-speaker' }, ravdess, 1, 1).folds)).toBe(first);
  });

  it('needs as many speakers as folds, and two more than one fold tests', () => {
    const few = ravdess.filter((clip) => Number(clip.speaker) <= 4);
    expect(() => emotion({ name: 'by-speaker' }, few)).toThrow(TooFewGroupsError);
    const two = ravdess.filter((clip) => Number(clip.speaker) <= 2);
    expect(() => emotion({ name: 'by-speaker', foldCount: 2 }, two)).toThrow(/fold 0 needs at least 2 speakers/);
    expect(() => emotion({ name: 'loso' }, two)).toThrow(TooFewGroupsError);
  });
});

describe('other protocols', () => {
  it('by-clip tests a fifth of every emotion and gender in each of 5 folds', () => {
    const { folds, balance } = emotion({ name: 'by-clip' }, ravdess, 4);
    expect(folds).toHaveLength(5);
    for (const { test, train, validation } of balance.folds) {
      expect(test.clipCount).toBe(288);
      for (const [name, count] of Object.entries(test.emotions)) {
        expect(Math.abs(count - (name === 'neutral' ? 19.2 : 38.4))).toBeLessThan(1);
      }
      expect(Math.abs(test.genders.male! - 144)).toBeLessThanOrEqual(4);
      expect(validation.clipCount).toBe(115);
      expect(train.rowCount).toBe(4 * train.clipCount);
    }
  });

  it('by-clip keeps byte-identical recordings together where their hashes are known', () => {
    const hashed = ravdess.map((clip, i) => ({ ...clip, sha256: `${Math.floor(i / 3)}` }));
    const { folds } = splitFolds({ name: 'by-clip' }, hashed, 1, 'EMOTION', 1);
    for (const fold of folds) {
      const [train, validation, test] = [fold.train, fold.validation, fold.test].map(
        (rows) => new Set(rows.map((row) => hashed[row.clip]!.sha256)),
      );
      expect(train!.size + validation!.size + test!.size).toBe(480);
    }
    expect(folds.flatMap((fold) => fold.test)).toHaveLength(1440);
    const two = hashed.map((clip, i) => ({ ...clip, sha256: `${i % 2}` }));
    expect(() => splitFolds({ name: 'by-clip', foldCount: 3 }, two, 1, 'EMOTION', 1)).toThrow(TooFewGroupsError);
  });

  it('by-clip with a test share is one hold-out', () => {
    const { folds, balance } = emotion({ name: 'by-clip', testFraction: 0.25 });
    expect(folds).toHaveLength(1);
    expect(balance.folds[0]!.test.clipCount).toBe(360);
  });

  it('loso tests each actor alone', () => {
    const { folds } = emotion({ name: 'loso' });
    expect(folds.map((fold) => speakersOf(fold.test))).toEqual(Array.from({ length: 24 }, (_, i) => [i + 1]));
  });

  it('by-statement trains on one sentence and tests on the other', () => {
    const { balance } = emotion({ name: 'by-statement' });
    expect(balance.folds.map((fold) => Object.keys(fold.test.statements))).toEqual([['01'], ['02']]);
    expect(balance.folds.map((fold) => Object.keys(fold.train.statements))).toEqual([['02'], ['01']]);
    expect(balance.folds[0]!.validation.clipCount).toBe(72);
  });

  it('by-statement refuses clips that do not say their statement', () => {
    const unstated = ravdess.map((clip, i) => (i < 3 ? { ...clip, statement: null } : clip));
    expect(() => emotion({ name: 'by-statement' }, unstated)).toThrow(MissingFieldError);
    expect(() => emotion({ name: 'by-statement' }, unstated)).toThrow(/^3 clips do not say their statement/);
  });
});

describe('any protocol', () => {
  it('leaves unlabelled clips out and says how many', () => {
    const partly = ravdess.map((clip, i) => (i % 10 === 0 ? { ...clip, emotion: null } : clip));
    const { folds, balance } = emotion({ name: 'by-speaker' }, partly);
    expect(balance.unlabelledClipCount).toBe(144);
    expect(folds.flatMap((fold) => fold.test)).toHaveLength(1296);
  });

  it('refuses a fold that would train without a class', () => {
    const onlyActor3IsHappy = ravdess.filter((clip) => clip.emotion !== 'happy' || clip.speaker === '03');
    expect(() => emotion({ name: 'by-speaker' }, onlyActor3IsHappy)).toThrow(ClassAbsentError);
  });

  it('refuses a dataset with one class or none', () => {
    const sad = ravdess.filter((clip) => clip.emotion === 'sad');
    expect(() => emotion({ name: 'by-clip' }, sad)).toThrow(TooFewClassesError);
    expect(() => emotion({ name: 'by-clip' }, [])).toThrow(/no labelled clip/);
  });

  it('refuses speaker recognition where no test speaker may be in training', () => {
    expect(() => splitFolds({ name: 'loso' }, ravdess, 1, 'SPEAKER', 1)).toThrow(SpeakerTaskError);
    expect(splitFolds({ name: 'by-clip' }, ravdess, 1, 'SPEAKER', 1).folds).toHaveLength(5);
  });

  it('refuses options it would have to ignore', () => {
    expect(() => emotion({ name: 'loso', foldCount: 5 })).toThrow(ProtocolOptionError);
    expect(() => emotion({ name: 'by-speaker', testFraction: 0.2 })).toThrow(ProtocolOptionError);
    expect(() => emotion({ name: 'by-clip', testFraction: 0.2, foldCount: 3 })).toThrow(ProtocolOptionError);
    expect(() => emotion({ name: 'upm-5', validationFraction: 0.2 })).toThrow(ProtocolOptionError);
    expect(() => emotion({ name: 'by-clip' }, ravdess, 0)).toThrow(RangeError);
  });
});

it('splitManifest does not depend on the order of rows, but on which part holds them', () => {
  const a = { clip: 0, augmentation: 0 };
  const b = { clip: 0, augmentation: 1 };
  const c = { clip: 1, augmentation: 0 };
  const text = splitManifest([{ train: [a, b], validation: [], test: [c] }]);
  expect(text).toBe('{"folds":[{"test":[[1,0]],"train":[[0,0],[0,1]],"validation":[]}],"version":1}');
  expect(splitManifest([{ train: [b, a], validation: [], test: [c] }])).toBe(text);
  expect(splitManifest([{ train: [a], validation: [b], test: [c] }])).not.toBe(text);
});
