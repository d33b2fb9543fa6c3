import type { EvaluationReport } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Factories, makeFactories, sha256 } from '../testing/factories.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { RunResultRepository } from './run-result.repository.js';

const REPORT: EvaluationReport = {
  split: 'TEST',
  metrics: { uar: 0.5 },
  confusion: {
    labels: ['a', 'b'],
    counts: [
      [3, 1],
      [2, 4],
    ],
  },
  classes: [{ label: 'a', precision: 0.6, recall: 0.75, f1: null, support: 4 }],
  predictions: [
    { clip: 0, augmentation: 0, actual: 0, predicted: 1, probabilities: [0.25, 0.75] },
    { clip: 1, augmentation: 0, actual: 1, predicted: 1, probabilities: [Number.NaN, 1] },
  ],
};

describe('RunResultRepository', () => {
  let test: TestDatabase;
  let make: Factories;
  let results: RunResultRepository;
  beforeAll(async () => {
    test = await createTestDatabase();
    make = makeFactories(test.db);
    results = new RunResultRepository(test.db);
  });
  afterAll(() => test.close());

  it('replaces an evaluation when it is saved again', async () => {
    const { id: runId } = await make.run();
    await results.saveEvaluation(runId, {
      ...REPORT,
      predictions: [...REPORT.predictions, { ...REPORT.predictions[0]!, clip: 9 }],
    });
    await results.saveEvaluation(runId, REPORT);
    const predictions = await test.db.prisma.prediction.findMany({
      where: { runId },
      orderBy: { clipPosition: 'asc' },
    });
    expect(predictions.map(({ clipPosition, probabilities }) => [clipPosition, probabilities])).toEqual([
      [0, [0.25, 0.75]],
      [1, [Number.NaN, 1]],
    ]);
    const matrices = await test.db.prisma.confusionMatrix.findMany({ where: { runId } });
    expect(matrices).toMatchObject([{ split: 'TEST', labels: ['a', 'b'], counts: [3, 1, 2, 4] }]);
  });

  it('keeps one artifact a path', async () => {
    const { id: runId } = await make.run();
    const artifact = { path: 'model.json', sha256: sha256('1'), sizeBytes: 1, mediaType: 'application/json' };
    const first = await results.saveArtifact(runId, artifact);
    const second = await results.saveArtifact(runId, { ...artifact, sha256: sha256('2'), sizeBytes: 2 });
    expect(second).toMatchObject({ id: first.id, sha256: sha256('2'), sizeBytes: 2 });
  });

  it('numbers log lines without a gap when several write at once', async () => {
    const { id: runId } = await make.run();
    const loggedAt = new Date(0);
    const write = (n: number) =>
      results.appendLog(runId, [
        { line: `${n} a`, loggedAt },
        { line: `${n} b`, loggedAt },
      ]);
    await Promise.all(Array.from({ length: 8 }, (_, n) => write(n)));
    const lines = await test.db.prisma.runLogLine.findMany({ where: { runId }, orderBy: { number: 'asc' } });
    expect(lines.map(({ number }) => number)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
    for (let i = 0; i < 16; i += 2) expect(lines[i + 1]?.line.replace('b', 'a')).toBe(lines[i]?.line);
  });
});
