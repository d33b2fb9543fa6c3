import { readFile } from 'node:fs/promises';
import type { Fold } from '@voxboard/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFactories } from '../testing/factories.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { SplitRepository, splitHash } from './split.repository.js';

const row = (clip: number, augmentation = 0) => ({ clip, augmentation });
const FOLDS: Fold[] = [
  { train: [row(11, 1), row(2), row(11)], validation: [row(4)], test: [row(10), row(3)] },
  { train: [row(3)], validation: [], test: [row(2)] },
];

describe('splitHash', () => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase();
  });
  afterEach(() => test.close());

  it('does not depend on the order of rows, and does on everything else', () => {
    const [first, second] = FOLDS as [Fold, Fold];
    const turned = [{ ...first, train: [...first.train].reverse() }, second];
    expect(splitHash(turned)).toBe(splitHash(FOLDS));
    expect(splitHash([second, first])).not.toBe(splitHash(FOLDS));
    expect(splitHash([{ ...first, validation: first.test, test: first.validation }, second])).not.toBe(
      splitHash(FOLDS),
    );
  });

  it('is what a split is stored with', async () => {
    const { id: datasetVersionId } = await makeFactories(test.db).datasetVersion();
    const key = { datasetVersionId, task: 'EMOTION', protocol: { name: 'loso' }, seed: 1, rowsPerClip: 1 } as const;
    const plan = await new SplitRepository(test.db).ensure(key, () => ({ folds: FOLDS, balance: [] }));
    expect(plan.splitHash).toBe(splitHash(FOLDS));
  });

  it('is what the migration makes of hashes of earlier versions', async () => {
    const { id: datasetVersionId } = await makeFactories(test.db).datasetVersion();
    const pairs = (rows: Fold['train']) => rows.map(({ clip, augmentation }) => [clip, augmentation]);
    const stored = FOLDS.map(({ train, validation, test: tested }) => ({
      train: pairs(train),
      validation: pairs(validation),
      test: pairs(tested),
    }));
    const plan = await makeFactories(test.db).splitPlan({ datasetVersionId, folds: stored, splitHash: '0'.repeat(64) });
    const file = new URL('../../../../prisma/migrations/20261123006000_add_leak_audit/migration.sql', import.meta.url);
    const sql = await readFile(file, 'utf8');
    await test.db.pool.query(sql.slice(sql.indexOf('UPDATE "split_plan"')));
    const { splitHash: after } = await test.db.prisma.splitPlan.findUniqueOrThrow({ where: { id: plan.id } });
    expect(after).toBe(splitHash(FOLDS));
  });
});
