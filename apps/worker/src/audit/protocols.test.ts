import { splitHash } from '@voxboard/db';
import { PROTOCOL_NAMES, type ProtocolName } from '@voxboard/domain';
import { splitFolds } from '@voxboard/evaluation';
import { planCorpus } from '@voxboard/synth-audio';
import { describe, expect, it } from 'vitest';

// 24 speakers of 60 clips: the very file names and labels of RAVDESS speech, in order of path.
const CLIPS = planCorpus({ seed: 1, speakerCount: 24 }).map(({ labels }) => labels);
const split = (name: ProtocolName, seed = 42) => splitFolds({ name }, CLIPS, 3, 'EMOTION', seed);

/** Noted on Node 20.20, 22.23 and 24.21: a change of any of them makes stored splits another's. */
const HASHES: Readonly<Record<ProtocolName, string>> = {
  study: '51620e2d55bf535078e0532f804dbda482f039e0548ba5f0ef3d5c3228743269',
  'by-clip': 'c4562dd0c5aa15ea670d5a2c8eaafd027c6f42ae7c484376636b2ce29bd87bbf',
  'by-speaker': '3e2f70b807a778c55cdb3e7ece72b49de38a1cd36f555fdd0a79d6501f331512',
  'upm-5': '7b8b391d7e42f7291510e5dc125c19c87af33d237006595ce88b79f2b999ea97',
  'emobox-6': 'f8454e1f69e7b0e9c2fce707b28d53ddade1cd42a8ccaa5af1dc1cc2eedf34f1',
  loso: 'b6dd6d0b150e5784ea89d3b4de09c0101eedcc7341dd96763e54148676b2deee',
  'by-statement': '9969cc4dea2e3b6943c76c10553b7700969b812d29051abe730beb1601f6a4eb',
};

describe('the splits of RAVDESS', () => {
  it.each(PROTOCOL_NAMES)('under %s are the same for a seed, on every machine', (name) => {
    expect(splitHash(split(name).folds)).toBe(HASHES[name]);
    expect(splitHash(split(name).folds)).toBe(HASHES[name]);
  });

  it('depend on the seed, but for the tested speakers of published lists and of loso', () => {
    for (const name of PROTOCOL_NAMES) {
      const tested = (seed: number) =>
        split(name, seed).folds.map(({ test }) => [...new Set(test.map(({ clip }) => CLIPS[clip]?.speaker))].sort());
      const isFixed = name === 'upm-5' || name === 'emobox-6' || name === 'loso';
      if (isFixed) expect(tested(7), name).toEqual(tested(42));
      if (name === 'upm-5') expect(splitHash(split(name, 7).folds)).toBe(HASHES[name]);
      else expect(splitHash(split(name, 7).folds), name).not.toBe(HASHES[name]);
    }
  });

  it('by speaker test men and women in every fold, as evenly as 24 speakers in five folds allow', () => {
    const { balance } = split('by-speaker');
    expect(balance.warnings).toEqual([]);
    for (const { test } of balance.folds) {
      expect(test.speakers.length).toBeGreaterThanOrEqual(4);
      expect(Math.abs((test.genders.male ?? 0) - (test.genders.female ?? 0))).toBeLessThanOrEqual(60);
      expect(Object.keys(test.classes)).toHaveLength(8);
    }
  });

  it('of emobox-6 warn of the fold that tests women only', () => {
    expect(split('emobox-6').balance.warnings.map(({ message }) => message)).toEqual([
      'fold 1 tests female speakers only',
    ]);
  });
});
