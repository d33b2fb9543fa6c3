import { describe, expect, it } from 'vitest';
import { createTestDatabase, makeFactories, withTestDatabase } from './index.js';

describe('createTestDatabase', () => {
  it('gives each caller a migrated database of its own', async () => {
    const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    try {
      await makeFactories(first.db).project({ slug: 'mine' });
      expect(await first.db.prisma.project.count()).toBe(1);
      expect(await second.db.prisma.project.count()).toBe(0);
    } finally {
      await Promise.all([first.close(), second.close()]);
    }
  });

  it('drops the database when the work fails', async () => {
    let name = '';
    const work = withTestDatabase(async ({ db }) => {
      const { rows } = await db.sql.query<{ name: string }>('SELECT current_database() AS name');
      name = rows[0]?.name ?? '';
      throw new Error('as planned');
    });
    await expect(work).rejects.toThrow('as planned');
    expect(name).toMatch(/^test_/);
    await withTestDatabase(async ({ db }) => {
      const { rowCount } = await db.sql.query('SELECT FROM pg_database WHERE datname = $1', [name]);
      expect(rowCount).toBe(0);
    });
  });

  it('makes everything above a run that a test does not name', async () => {
    await withTestDatabase(async ({ db }) => {
      const factories = makeFactories(db);
      const experiment = await factories.experiment();
      const run = await factories.run({ experimentId: experiment.id, source: 'LAUNCHED', status: 'QUEUED' });
      expect(run).toMatchObject({ projectId: experiment.projectId, experimentId: experiment.id, status: 'QUEUED' });
      const { featureSetId } = experiment;
      const featureSet = await db.prisma.featureSet.findUniqueOrThrow({ where: { id: featureSetId ?? '' } });
      expect(await db.prisma.clip.count({ where: { datasetVersionId: featureSet.datasetVersionId } })).toBe(16);
    });
  });
});
