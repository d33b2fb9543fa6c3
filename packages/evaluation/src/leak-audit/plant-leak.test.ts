import { AUDIT_CHECKS, type AuditCheckName, DomainError, type Protocol, Rng } from '@voxboard/domain';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { splitFolds } from '../splits/split-folds.js';
import { carefulEvidence } from '../testing/audit-evidence.js';
import { anyCorpus, ravdessLabels } from '../testing/corpora.js';
import { auditRun } from './audit-run.js';
import type { AuditEvidence } from './evidence.js';
import { plantLeak } from './plant-leak.js';

vi.setConfig({ testTimeout: 120_000 });

function failing(evidence: AuditEvidence, severities: readonly string[]): AuditCheckName[] {
  const { checks } = auditRun(evidence);
  return checks.filter((row) => row.verdict === 'FAIL' && severities.includes(row.severity)).map((row) => row.check);
}

/** A clean run, recordings already compared by sound. */
function cleanRun(clips: Parameters<typeof splitFolds>[1], protocol: Protocol, seed: number): AuditEvidence | null {
  try {
    const { folds } = splitFolds(protocol, clips, 2, 'EMOTION', seed);
    return { ...carefulEvidence(clips, folds[seed % folds.length]!, protocol.name), nearDuplicates: [] };
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

describe('a leak planted on purpose', () => {
  const clips = ravdessLabels();
  /** A protocol under which the leak can happen. */
  const under = (check: AuditCheckName): Protocol =>
    check === 'shared-statement' ? { name: 'by-statement' } : { name: 'by-speaker' };

  it.each(AUDIT_CHECKS)('of the kind %s is caught by its check, and by those only that it breaks too', (check) => {
    const clean = cleanRun(clips, under(check), 7)!;
    expect(failing(clean, ['LEAK', 'LABEL', 'CAVEAT'])).toEqual([]);
    const planted = plantLeak(clean, check, new Rng(1))!;
    expect(failing(planted.evidence, ['LEAK', 'LABEL'])).toEqual(planted.leaks);
    expect(failing(planted.evidence, ['CAVEAT'])).toEqual(planted.caveat === null ? [] : [planted.caveat]);
    expect([...planted.leaks, planted.caveat]).toContain(check);
  });

  it('cannot be planted where it cannot happen', () => {
    const bySpeaker = cleanRun(clips, { name: 'by-speaker' }, 7)!;
    expect(plantLeak(bySpeaker, 'shared-statement', new Rng(1))).toBeNull();
    expect(plantLeak(cleanRun(clips, { name: 'by-clip' }, 7)!, 'shared-speaker', new Rng(1))).toBeNull();
    expect(plantLeak(cleanRun(clips, { name: 'loso' }, 7)!, 'single-gender', new Rng(1))).toBeNull();
  });

  it('is caught in random corpora under every protocol, and nothing else is alarmed', () => {
    const planted = new Map<AuditCheckName, number>();
    const protocols = fc.constantFrom<Protocol>(
      { name: 'by-clip', foldCount: 3 },
      { name: 'by-speaker', foldCount: 3 },
      { name: 'loso' },
      { name: 'by-statement' },
    );
    const property = fc.property(anyCorpus, protocols, fc.nat(), (corpus, protocol, seed) => {
      const clean = cleanRun(corpus, protocol, seed);
      if (clean === null) return;
      for (const check of AUDIT_CHECKS) {
        const leak = plantLeak(clean, check, new Rng(seed));
        if (leak === null) continue;
        planted.set(check, (planted.get(check) ?? 0) + 1);
        expect(failing(leak.evidence, ['LEAK', 'LABEL']), `${check} under ${protocol.name}`).toEqual(leak.leaks);
        if (leak.caveat !== null) expect(failing(leak.evidence, ['CAVEAT'])).toContain(leak.caveat);
      }
    });
    fc.assert(property, { numRuns: 150, seed: 21 });
    for (const check of AUDIT_CHECKS) expect(planted.get(check), check).toBeGreaterThan(10);
  });
});
