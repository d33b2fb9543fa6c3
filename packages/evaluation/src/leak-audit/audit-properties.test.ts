import { DomainError, type Protocol } from '@voxboard/domain';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { splitFolds } from '../splits/split-folds.js';
import { carefulEvidence } from '../testing/audit-evidence.js';
import { anyCorpus } from '../testing/corpora.js';
import { auditRun } from './audit-run.js';

// Hundreds of random corpora take seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const protocols = fc.constantFrom<Protocol>(
  { name: 'by-clip', foldCount: 3 },
  { name: 'by-speaker', foldCount: 3 },
  { name: 'loso' },
  { name: 'by-statement' },
);

it('raises no false alarm on 200 random clean splits, and gives caveats only where the balance table warns', () => {
  let audited = 0;
  const property = fc.property(
    anyCorpus,
    protocols,
    fc.nat(),
    fc.integer({ min: 1, max: 3 }),
    (clips, protocol, seed, rows) => {
      const result = splitOrNull(protocol, clips, rows, seed);
      if (result === null || audited >= 200) return;
      audited++;
      const index = seed % result.folds.length;
      const { checks, verdict } = auditRun(carefulEvidence(clips, result.folds[index]!, protocol.name));
      const failed = checks.filter((check) => check.verdict === 'FAIL').map((check) => check.check);
      const warned = result.balance.warnings
        .filter((warning) => warning.fold === index && (protocol.name !== 'loso' || warning.part === 'train'))
        .map((warning) => (warning.kind === 'CLASS_ABSENT' ? 'class-absent' : 'single-gender'));
      expect(failed.sort()).toEqual([...new Set(warned)].sort());
      expect(verdict).toBe('CLEAN');
    },
  );
  fc.assert(property, { numRuns: 320, seed: 11 });
  expect(audited).toBe(200);
});

it('catches a leak planted anywhere in 100 random splits', () => {
  let planted = 0;
  const property = fc.property(anyCorpus, protocols, fc.nat(), fc.nat(), (clips, protocol, seed, pick) => {
    const result = splitOrNull(protocol, clips, 2, seed);
    if (result === null) return;
    planted++;
    const fold = result.folds[seed % result.folds.length]!;
    const victim = fold.test[pick % fold.test.length]!;
    const leaky = { ...fold, train: [...fold.train, { ...victim, augmentation: 1 }] };
    const { checks, verdict } = auditRun({ ...carefulEvidence(clips, leaky, protocol.name), nearDuplicates: [] });
    const twin = checks.find((check) => check.check === 'augmented-twin')!;
    expect([twin.verdict, twin.counts.twins, verdict]).toEqual(['FAIL', 1, 'LEAKY']);
    expect(twin.examples).toEqual([`clip ${victim.clip}`]);
  });
  fc.assert(property, { numRuns: 130, seed: 12 });
  expect(planted).toBeGreaterThan(80);
});

function splitOrNull(protocol: Protocol, clips: Parameters<typeof splitFolds>[1], rows: number, seed: number) {
  try {
    return splitFolds(protocol, clips, rows, 'EMOTION', seed);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}
