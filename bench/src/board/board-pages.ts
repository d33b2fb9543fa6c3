import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { VoxboardApi } from '../api/voxboard-api.js';
import { openBenchDatabase } from '../store/bench-database.js';
import { markOne, storeBoard } from './stored-board.js';

const PAGE = `query($slug: String!, $version: ID!, $hash: String!, $after: String) { project(slug: $slug) {
  leaderboard(task: EMOTION, datasetVersionId: $version, protocolHash: $hash) {
    warning rankedAt isStale lists { list count } baselines { name uar accuracy macroF1 low high experimentId }
    entries(first: 50, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes {
      list rank rankLow rankHigh tieGroup perRunUar runsPooled runsPlanned parameterCount trainSeconds backend certificate
      isComplete scores { metric value low high } experiment { id name architecture { id name } featureSet { id name } } } } } } }`;
const AnswerSchema = z.object({
  project: z.object({
    leaderboard: z.object({
      isStale: z.boolean(),
      entries: z.object({
        totalCount: z.number(),
        pageInfo: z.object({ endCursor: z.string() }),
        nodes: z.array(z.object({ rank: z.number() })),
      }),
    }),
  }),
});

export interface BoardPages {
  /** Milliseconds over HTTP, first to last: the page at the top, again and again. */
  readonly first: readonly number[];
  /** The pages after it, by cursor. */
  readonly next: readonly number[];
  /** The first page of all, for which the board had to be ranked. */
  readonly coldMs: number;
  /** The first page just after a result came in: shown as it stood while the board is ranked anew. */
  readonly staleMs: number;
}

/** A board of so many experiments, read from the API over HTTP as the dashboard reads it. */
export async function measureBoardPages(count: number): Promise<BoardPages> {
  const database = await openBenchDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'voxboard-board-'));
  try {
    const key = await storeBoard(database.db, 'bench-board', count);
    const api = await VoxboardApi.start(database.db.connectionString, dataDir);
    try {
      const ask = async (after: string | null) => {
        const begun = performance.now();
        const variables = { slug: 'bench-board', version: key.datasetVersionId, hash: key.protocolHash, after };
        const answer = AnswerSchema.parse(await api.ask(PAGE, variables));
        const { entries, isStale } = answer.project.leaderboard;
        if (entries.totalCount !== count || entries.nodes.length !== 50) throw new Error('the board lost experiments');
        return { ms: performance.now() - begun, cursor: entries.pageInfo.endCursor, isStale };
      };
      const cold = await ask(null);
      const first: number[] = [];
      for (let i = 0; i < 20; i++) first.push((await ask(null)).ms);
      const next: number[] = [];
      for (let i = 0, cursor = cold.cursor; i < 10; i++) {
        const page = await ask(cursor);
        next.push(page.ms);
        cursor = page.cursor;
      }
      await markOne(database.db, key);
      const stale = await ask(null);
      if (!stale.isStale) throw new Error('a board that is being ranked anew must say so');
      return { first, next, coldMs: cold.ms, staleMs: stale.ms };
    } finally {
      await api.stop();
    }
  } finally {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
