import { AUDIT_CHECKS, CertificateSchema, type ClipLabels, InvalidInputError } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { splitFolds } from '../splits/split-folds.js';
import { carefulEvidence, checksWith, randomFingerprint } from '../testing/audit-evidence.js';
import { ravdessLabels } from '../testing/corpora.js';
import { auditRun } from './audit-run.js';
import type { AuditEvidence, AuditedClip } from './evidence.js';

// Six actors: enough for every protocol but the published lists, and quick to compare by sound.
const clips = ravdessLabels().filter((clip) => Number(clip.speaker) <= 6);
const fold = splitFolds({ name: 'by-speaker', foldCount: 3 }, clips, 2, 'EMOTION', 1).folds[0]!;
const careful = carefulEvidence(clips, fold, 'by-speaker');
const [trained, validated, tested] = [fold.train[0]!, fold.validation[0]!, fold.test[0]!];

function withClip(evidence: AuditEvidence, index: number, change: Partial<AuditedClip>): AuditEvidence {
  return { ...evidence, clips: evidence.clips.map((clip, i) => (i === index ? { ...clip, ...change } : clip)) };
}
const relabelled = (change: (clip: ClipLabels, i: number) => Partial<ClipLabels>, protocol = careful.protocol) => ({
  ...careful,
  protocol,
  clips: careful.clips.map((clip, i) => ({ ...clip, ...change(clip, i) })),
});

describe('auditRun of a careful run', () => {
  const certificate = auditRun(careful);

  it('is CLEAN, with every check answered in order', () => {
    expect(certificate.verdict).toBe('CLEAN');
    expect(certificate.labels).toEqual([]);
    expect(certificate.checks.map(({ check }) => check)).toEqual([...AUDIT_CHECKS]);
    expect(checksWith(certificate, 'NOT_APPLICABLE')).toEqual(['shared-statement']);
    expect(checksWith(certificate, 'PASS')).toHaveLength(AUDIT_CHECKS.length - 1);
  });

  it('survives JSON and its schema', () => {
    expect(CertificateSchema.parse(JSON.parse(JSON.stringify(certificate)))).toEqual(certificate);
  });
});

/** One mistake each, the check that must catch it, and those that must catch it too because it is theirs as well. */
const mistakes: [string, AuditEvidence, string, string[]?][] = [
  [
    'a plain row in training and in test',
    {
      ...careful,
      protocol: 'by-clip',
      fold: { ...fold, train: [...fold.train, tested].filter((r) => r.augmentation === 0) },
      scalerRows: [],
    },
    'same-clip',
  ],
  [
    'a noisy copy of a test clip in training',
    { ...careful, protocol: 'by-clip', fold: { ...fold, train: [...fold.train, { ...tested, augmentation: 1 }] } },
    'augmented-twin',
  ],
  [
    'a test recording under a second name in training',
    withClip(careful, trained.clip, { sha256: `hash ${tested.clip}`, fingerprint: randomFingerprint(tested.clip) }),
    'same-content',
  ],
  [
    'a re-encoded test recording in training',
    withClip(careful, trained.clip, { fingerprint: reencoded(randomFingerprint(tested.clip)) }),
    'near-duplicate',
  ],
  [
    'a validation speaker in test',
    relabelled((_, i) => (i === validated.clip ? { speaker: clips[tested.clip]!.speaker } : {})),
    'shared-speaker',
  ],
  [
    'a tested sentence in training',
    relabelled(
      (_, i) => ({ statement: fold.test.some((row) => row.clip === i) ? '02' : i === trained.clip ? '02' : '01' }),
      'by-statement',
    ),
    'shared-statement',
  ],
  [
    'the test part as validation of a run that nothing steered',
    { ...careful, fold: { ...fold, validation: fold.test }, selection: { stoppedOn: 'nothing', tunedOn: [] } },
    'validation-overlap',
    ['shared-speaker'],
  ],
  [
    'scaling fitted on all rows',
    { ...careful, scalerRows: [...fold.train, ...fold.validation, ...fold.test] },
    'scaler-scope',
  ],
  ['early stopping on test', { ...careful, selection: { stoppedOn: 'test', tunedOn: [] } }, 'selection-on-test'],
  [
    'hyperparameters chosen on test',
    { ...careful, selection: { stoppedOn: 'nothing', tunedOn: ['test'] } },
    'selection-on-test',
  ],
  ['labels cut from the wrong field', { ...careful, usedLabels: clips.map(() => 3) }, 'label-source'],
];

describe('auditRun catches', () => {
  it.each(mistakes)('%s', (_, evidence, check, others = []) => {
    const certificate = auditRun(evidence);
    expect(checksWith(certificate, 'FAIL').sort()).toEqual([check, ...others].sort());
    expect(certificate.verdict).toBe('LEAKY');
    const result = certificate.checks.find((row) => row.check === check)!;
    expect(result.severity).toBe('LEAK');
    expect(result.remedy).not.toBeNull();
    expect(result.examples.length).toBeGreaterThan(0);
  });

  it('everything the source study did, under its own protocol', () => {
    const study = splitFolds({ name: 'study' }, clips, 3, 'EMOTION', 0).folds[0]!;
    const certificate = auditRun({
      ...carefulEvidence(clips, study, 'study'),
      scalerRows: [...study.train, ...study.test],
      selection: { stoppedOn: 'validation', tunedOn: null },
    });
    expect(checksWith(certificate, 'FAIL')).toEqual([
      'augmented-twin',
      'validation-overlap',
      'scaler-scope',
      'selection-on-test',
    ]);
  });

  it('speaker normalisation over test clips as TRANSDUCTIVE, which is a label and no leak', () => {
    const certificate = auditRun({ ...careful, unlabelledRows: fold.test });
    expect(certificate.verdict).toBe('CLEAN');
    expect(certificate.labels).toEqual(['TRANSDUCTIVE']);
    const other = fold.validation.map((row) => ({ ...row }));
    expect(auditRun({ ...careful, unlabelledRows: other }).labels).toEqual([]);
  });

  it('a class that a part lacks, and a fold of one gender, as caveats', () => {
    const calmless = { ...fold, test: fold.test.filter((row) => clips[row.clip]!.emotion !== 'calm') };
    const absent = auditRun({ ...careful, fold: calmless });
    expect(absent.verdict).toBe('CLEAN');
    expect(absent.checks.find(({ check }) => check === 'class-absent')!.examples).toEqual(['no "calm" in test']);
    const men = { ...fold, test: fold.test.filter((row) => clips[row.clip]!.gender === 'male') };
    const single = auditRun({ ...careful, fold: men });
    expect(checksWith(single, 'FAIL')).toEqual(['single-gender']);
    expect(single.checks.at(-1)!.finding).toBe('Only men are tested.');
  });

  it('the female fold of emobox-6', () => {
    const all = ravdessLabels();
    const { folds } = splitFolds({ name: 'emobox-6' }, all, 1, 'GENDER', 1);
    const certificate = auditRun({ ...carefulEvidence(all, folds[1]!, 'emobox-6', 'GENDER'), nearDuplicates: [] });
    expect(checksWith(certificate, 'FAIL')).toEqual(['class-absent', 'single-gender']);
  });
});

describe('auditRun without evidence', () => {
  it.each([
    ['same-content', relabelledHash(null)],
    ['near-duplicate', withClip(careful, tested.clip, { fingerprint: null })],
    ['scaler-scope', { ...careful, scalerRows: null }],
    ['selection-on-test', { ...careful, selection: null }],
    ['selection-on-test', { ...careful, selection: { stoppedOn: 'nothing' as const, tunedOn: null } }],
    ['label-source', { ...careful, usedLabels: null }],
    ['transductive', { ...careful, unlabelledRows: null }],
  ])('says UNKNOWN of %s and UNPROVEN of the run', (check, evidence) => {
    const certificate = auditRun(evidence);
    expect(checksWith(certificate, 'UNKNOWN')).toEqual([check]);
    expect(certificate.verdict).toBe('UNPROVEN');
  });

  it('says UNKNOWN of statements and genders that the corpus does not name', () => {
    const mute = auditRun(relabelled(() => ({ statement: null }), 'by-statement'));
    expect(checksWith(mute, 'UNKNOWN')).toContain('shared-statement');
    const testClips = new Set(fold.test.map((row) => row.clip));
    const genderless = auditRun(relabelled((_, i) => (testClips.has(i) ? { gender: null } : {})));
    expect(checksWith(genderless, 'UNKNOWN')).toEqual(['single-gender']);
    expect(genderless.verdict).toBe('CLEAN');
  });

  it('takes stored pairs instead of fingerprints', () => {
    const pair = { first: trained.clip, second: tested.clip, bitErrorRate: 0.01 };
    const silent = { ...careful, clips: careful.clips.map((clip) => ({ ...clip, fingerprint: null })) };
    expect(checksWith(auditRun({ ...silent, nearDuplicates: [] }), 'FAIL')).toEqual([]);
    expect(checksWith(auditRun({ ...silent, nearDuplicates: [pair] }), 'FAIL')).toEqual(['near-duplicate']);
    const sameSide = { ...pair, second: fold.train.at(-1)!.clip };
    expect(checksWith(auditRun({ ...silent, nearDuplicates: [sameSide] }), 'FAIL')).toEqual([]);
  });

  it('refuses a fold that does not belong to the clips', () => {
    const stray = { ...fold, test: [{ clip: 9999, augmentation: 0 }] };
    expect(() => auditRun({ ...careful, fold: stray })).toThrow(InvalidInputError);
  });
});

function relabelledHash(sha256: null): AuditEvidence {
  return withClip(careful, tested.clip, { sha256 });
}

/** A copy whose encoder flipped a bit here and there and which starts two frames later. */
function reencoded(words: Uint32Array): Uint32Array {
  return Uint32Array.from([0, 0, ...words.map((word, i) => word ^ (1 << (i % 31)))]);
}
