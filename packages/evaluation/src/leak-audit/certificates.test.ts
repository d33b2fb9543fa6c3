import { InvalidInputError } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { splitFolds } from '../splits/split-folds.js';
import { carefulEvidence } from '../testing/audit-evidence.js';
import { ravdessLabels } from '../testing/corpora.js';
import { auditRun } from './audit-run.js';
import { describeCertificate } from './describe-certificate.js';
import { mergeCertificates } from './merge-certificates.js';

const clips = ravdessLabels().filter((clip) => Number(clip.speaker) <= 6);
const { folds } = splitFolds({ name: 'by-speaker', foldCount: 3 }, clips, 1, 'EMOTION', 1);
const evidence = folds.map((fold) => ({ ...carefulEvidence(clips, fold, 'by-speaker'), nearDuplicates: [] }));
const certificates = evidence.map(auditRun);
const leaky = auditRun({ ...evidence[1]!, scalerRows: [...folds[1]!.train, ...folds[1]!.test] });
const unproven = auditRun({ ...evidence[2]!, scalerRows: null });

describe('mergeCertificates', () => {
  it('of clean runs is clean and sums what was looked at', () => {
    const merged = mergeCertificates(certificates);
    expect([merged.verdict, merged.runCount]).toEqual(['CLEAN', 3]);
    const scaler = merged.checks.find(({ check }) => check === 'scaler-scope')!;
    expect(scaler.counts.fittedRows).toBe(folds.reduce((sum, fold) => sum + fold.train.length, 0));
  });

  it('is as bad as the worst run and says how many are', () => {
    const merged = mergeCertificates([certificates[0]!, leaky, unproven]);
    expect(merged.verdict).toBe('LEAKY');
    const scaler = merged.checks.find(({ check }) => check === 'scaler-scope')!;
    expect(scaler.verdict).toBe('FAIL');
    expect(scaler.finding).toMatch(/^In 1 of 3 runs: Scaling was fitted on 120 rows outside training/);
    expect(mergeCertificates([certificates[0]!, unproven]).verdict).toBe('UNPROVEN');
  });

  it('keeps a label that one run earned', () => {
    const transductive = auditRun({ ...evidence[0]!, unlabelledRows: folds[0]!.test });
    expect(mergeCertificates([certificates[1]!, transductive]).labels).toEqual(['TRANSDUCTIVE']);
  });

  it('refuses nothing, and runs of different protocols', () => {
    expect(() => mergeCertificates([])).toThrow(InvalidInputError);
    expect(() => mergeCertificates([leaky, { ...leaky, protocol: 'loso' }])).toThrow(/different tasks or protocols/);
  });
});

describe('describeCertificate', () => {
  it('prints the verdict first, then what failed, with an example and a remedy', () => {
    const lines = describeCertificate(leaky).split('\n');
    expect(lines[0]).toBe('LEAKY: the test clips helped to make this model; its score says too much');
    expect(lines[1]).toBe('EMOTION under by-speaker, 1 run');
    expect(lines[3]).toBe(
      'FAIL  scaler-scope        Scaling was fitted on 120 rows outside training, 120 of them test rows. [leak]',
    );
    expect(lines[4]).toMatch(/^ {6}for example: clip \d+; clip/);
    expect(lines[5]).toBe('      remedy: Fit scaling on the training rows of each fold.');
    expect(lines.filter((line) => line.startsWith('pass'))).toHaveLength(10);
  });

  it('names labels and missing evidence', () => {
    const labelled = auditRun({ ...evidence[0]!, unlabelledRows: folds[0]!.test });
    expect(describeCertificate(labelled)).toContain('1 run, to be labelled TRANSDUCTIVE');
    expect(describeCertificate(unproven)).toContain('?     scaler-scope');
    expect(describeCertificate(mergeCertificates(certificates))).toContain('3 runs');
  });
});
