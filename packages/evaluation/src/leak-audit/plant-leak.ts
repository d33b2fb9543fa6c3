import { type AuditCheckName, claimsSpeakerIndependence, labelOf, type Rng, type RowRef } from '@voxboard/domain';
import type { AuditEvidence } from './evidence.js';

export interface PlantedLeak {
  readonly evidence: AuditEvidence;
  /** The leak and label checks that must fail now, in the order of print; none of the others may. */
  readonly leaks: readonly AuditCheckName[];
  /** The caveat that must be given, where one was planted. */
  readonly caveat: AuditCheckName | null;
}

type Plant = (clean: AuditEvidence, rng: Rng) => PlantedLeak | null;

const only = (evidence: AuditEvidence, ...leaks: AuditCheckName[]): PlantedLeak => ({ evidence, leaks, caveat: null });

/** What a tested clip in training breaks besides: promises of the protocol about voices and sentences. */
function promisesBroken({ protocol, clips }: AuditEvidence, clip: number): AuditCheckName[] {
  if (claimsSpeakerIndependence(protocol)) return ['shared-speaker'];
  return protocol === 'by-statement' && clips[clip].statement !== null ? ['shared-statement'] : [];
}

function trainAlso(clean: AuditEvidence, row: RowRef): AuditEvidence {
  return { ...clean, fold: { ...clean.fold, train: [...clean.fold.train, row] } };
}

function change<T>(list: readonly T[], index: number, value: T): T[] {
  return list.map((item, i) => (i === index ? value : item));
}

function pick<T>(items: readonly T[], rng: Rng): T | null {
  return items.length === 0 ? null : items[rng.below(items.length)];
}

/** Rows of the test part whose class, and whose speaker, another row of it has too. */
function spareTestRows({ fold, clips, task }: AuditEvidence): RowRef[] {
  const count = (key: (row: RowRef) => string | null) => {
    const counts = new Map<string | null, number>();
    for (const row of fold.test) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
    return (row: RowRef) => counts.get(key(row)) ?? 0;
  };
  const ofClass = count((row) => labelOf(clips[row.clip], task));
  const ofSpeaker = count((row) => clips[row.clip].speaker);
  return fold.test.filter((row) => ofClass(row) > 1 && ofSpeaker(row) > 1);
}

const PLANTS: Readonly<Record<AuditCheckName, Plant>> = {
  'same-clip': (clean, rng) => {
    const row = pick(clean.fold.test, rng);
    return row && only(trainAlso(clean, row), 'same-clip', ...promisesBroken(clean, row.clip));
  },
  'augmented-twin': (clean, rng) => {
    const row = pick(clean.fold.test, rng);
    const twin = row && { ...row, augmentation: 1 };
    return twin && only(trainAlso(clean, twin), 'augmented-twin', ...promisesBroken(clean, twin.clip));
  },
  'same-content': (clean, rng) => {
    const [trained, tested] = [pick(clean.fold.train, rng), pick(clean.fold.test, rng)];
    if (trained === null || tested === null) return null;
    const copy = { ...clean.clips[trained.clip], sha256: clean.clips[tested.clip].sha256 };
    return only({ ...clean, clips: change(clean.clips, trained.clip, copy) }, 'same-content');
  },
  'near-duplicate': (clean, rng) => {
    const [trained, tested] = [pick(clean.fold.train, rng), pick(clean.fold.test, rng)];
    if (trained === null || tested === null) return null;
    const [first, second] = [trained.clip, tested.clip].sort((a, b) => a - b);
    const pair = { first, second, bitErrorRate: 0.05 };
    return only({ ...clean, nearDuplicates: [...(clean.nearDuplicates ?? []), pair] }, 'near-duplicate');
  },
  'shared-speaker': (clean, rng) => {
    if (!claimsSpeakerIndependence(clean.protocol)) return null;
    const row = pick(spareTestRows(clean), rng);
    if (row === null) return null;
    const test = clean.fold.test.filter((other) => other !== row);
    return only({ ...clean, fold: { ...clean.fold, train: [...clean.fold.train, row], test } }, 'shared-speaker');
  },
  'shared-statement': (clean, rng) => {
    if (clean.protocol !== 'by-statement') return null;
    const [trained, tested] = [pick(clean.fold.train, rng), pick(clean.fold.test, rng)];
    if (trained === null || tested === null) return null;
    const clip = { ...clean.clips[trained.clip], statement: clean.clips[tested.clip].statement };
    return only({ ...clean, clips: change(clean.clips, trained.clip, clip) }, 'shared-statement');
  },
  'validation-overlap': (clean) => {
    const fold = { ...clean.fold, validation: clean.fold.test };
    const evidence = { ...clean, fold, selection: { stoppedOn: 'nothing', tunedOn: [] } } as const;
    const broken = promisesBroken(clean, clean.fold.test[0].clip);
    return only(evidence, ...broken, 'validation-overlap');
  },
  'scaler-scope': (clean) =>
    only({ ...clean, scalerRows: [...clean.fold.train, ...clean.fold.validation, ...clean.fold.test] }, 'scaler-scope'),
  'selection-on-test': (clean) =>
    only({ ...clean, selection: { stoppedOn: 'test', tunedOn: clean.selection?.tunedOn ?? [] } }, 'selection-on-test'),
  'label-source': (clean, rng) => {
    const row = pick(clean.fold.train, rng);
    if (row === null || clean.usedLabels === null) return null;
    const wrong = ((clean.usedLabels[row.clip] ?? 0) + 1) % clean.labels.length;
    return only({ ...clean, usedLabels: change(clean.usedLabels, row.clip, wrong) }, 'label-source');
  },
  transductive: (clean) => only({ ...clean, unlabelledRows: clean.fold.test }, 'transductive'),
  'class-absent': (clean, rng) => {
    if (clean.protocol === 'loso') return null;
    const classOf = (row: RowRef) => labelOf(clean.clips[row.clip], clean.task);
    const dropped = pick(clean.fold.test, rng);
    if (dropped === null) return null;
    const test = clean.fold.test.filter((row) => classOf(row) !== classOf(dropped));
    return test.length === 0 ? null : { evidence: withTest(clean, test), leaks: [], caveat: 'class-absent' };
  },
  'single-gender': (clean) => {
    if (clean.protocol === 'loso') return null;
    const of = (gender: string) => clean.fold.test.filter((row) => clean.clips[row.clip].gender === gender);
    const [men, women] = [of('male'), of('female')];
    if (men.length === 0 || women.length === 0) return null;
    return { evidence: withTest(clean, men), leaks: [], caveat: 'single-gender' };
  },
};

function withTest(clean: AuditEvidence, test: readonly RowRef[]): AuditEvidence {
  return { ...clean, fold: { ...clean.fold, test } };
}

/**
 * Makes a clean run leaky in exactly one way, on purpose: known ground truth to hold the auditor against.
 * @returns null where that leak cannot be planted, for example a shared statement in a split by speaker
 */
export function plantLeak(clean: AuditEvidence, check: AuditCheckName, rng: Rng): PlantedLeak | null {
  return PLANTS[check](clean, rng);
}
