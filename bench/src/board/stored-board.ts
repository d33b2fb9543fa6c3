import { type BoardKeyParts, BoardReader, BoardRepository, hashOf, newId, type RootDatabase } from '@voxboard/db';
import { EMOTIONS, type Protocol, RECIPE_PRESETS } from '@voxboard/domain';
import { SCORE_KEYS } from '@voxboard/evaluation';
import { simulatedEntries } from './simulated-board.js';

const PROTOCOL: Protocol = { name: 'by-speaker' };
/** Entries written in one transaction. */
const BATCH = 500;

/** A project with a board of so many complete experiments, their entries stored as if their runs had just finished. */
export async function storeBoard(db: RootDatabase, slug: string, count: number): Promise<BoardKeyParts> {
  const key = await makePlace(db, slug);
  const ids = await makeExperiments(db, key, count);
  const entries = simulatedEntries(count, 2);
  for (let from = 0; from < count; from += BATCH) {
    const part = entries.slice(from, from + BATCH);
    await db.transaction(async (tx) => {
      const boards = new BoardRepository(tx);
      const boardId = await boards.ensure(key);
      const computed = part.map((entry, i) => ({
        experimentId: ids[from + i] ?? '',
        labels: EMOTIONS,
        speakers: entry.speakers,
        // Rows of 24 speakers in 8 classes; what they hit does not matter to ranks, which rest on the influence.
        speakerCounts: entry.speakers.flatMap(() => [
          ...EMOTIONS.map(() => 4),
          ...EMOTIONS.map(() => 8),
          ...EMOTIONS.map(() => 8),
        ]),
        testedHash: 'a'.repeat(64),
        clipCount: 1440,
        perRunUar: [entry.score, entry.score, entry.score, entry.score, entry.score],
        runsPooled: 5,
        runsPlanned: 5,
        parameterCount: 14_657,
        trainSeconds: 300,
        backends: ['wasm+ort'],
        lastFinishedAt: new Date(0),
        scores: SCORE_KEYS.map((score) => ({
          key: score,
          value: entry.score,
          lower: entry.lower,
          upper: entry.upper,
          influence: entry.influence,
        })),
      }));
      await boards.saveEntries(boardId, [], computed);
    });
  }
  await db.pool.query('ANALYZE');
  return key;
}

/** As a finished run does: one entry is out of date, and with it the ranking. */
export async function markOne(db: RootDatabase, key: BoardKeyParts): Promise<void> {
  const boardId = await new BoardReader(db.sql).idOf(key);
  await db.pool.query('UPDATE board_ranking SET is_stale = true WHERE board_id = $1', [boardId]);
}

async function makePlace(db: RootDatabase, slug: string): Promise<BoardKeyParts> {
  const [projectId, datasetId, datasetVersionId] = [newId(), newId(), newId()];
  const { prisma } = db;
  await prisma.project.create({ data: { id: projectId, slug, name: slug } });
  await prisma.dataset.create({ data: { id: datasetId, projectId, name: 'simulated' } });
  await prisma.datasetVersion.create({
    data: {
      id: datasetVersionId,
      datasetId,
      number: 1,
      contentHash: 'a'.repeat(64),
      clipCount: 1440,
      speakerCount: 24,
      totalDurationSec: 5000,
    },
  });
  return { projectId, task: 'EMOTION', datasetVersionId, protocolHash: hashOf(PROTOCOL) };
}

async function makeExperiments(db: RootDatabase, key: BoardKeyParts, count: number): Promise<string[]> {
  const [recipe] = RECIPE_PRESETS;
  const featureSetId = newId();
  await db.prisma.featureSet.create({
    data: {
      id: featureSetId,
      datasetVersionId: key.datasetVersionId,
      name: 'simulated',
      recipe: JSON.parse(JSON.stringify(recipe)),
      recipeHash: 'a'.repeat(64),
      status: 'READY',
      clipsTotal: 1440,
      rowsPerClip: 1,
      rowShape: [162],
      columnNames: [],
      matrixSha256: 'a'.repeat(64),
    },
  });
  const ids = Array.from({ length: count }, newId);
  await db.pool.query(
    `INSERT INTO experiment (id, project_id, name, task, feature_set_id, protocol, protocol_name, protocol_hash,
       hyperparameters, planned_folds, planned_seeds)
     SELECT id, $2, 'experiment ' || n, 'EMOTION', $3, $4, $5, $6, '{}', 5, '{0}'
     FROM unnest($1::uuid[]) WITH ORDINALITY AS u (id, n)`,
    [ids, key.projectId, featureSetId, JSON.stringify(PROTOCOL), PROTOCOL.name, key.protocolHash],
  );
  return ids;
}
