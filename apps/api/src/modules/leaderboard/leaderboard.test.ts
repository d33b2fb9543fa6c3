import { hashOf } from '@voxboard/db';
import { EMOTIONS, type Protocol } from '@voxboard/domain';
import { makeClips } from '@voxboard/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { statementsOf } from '../../testing/statements.js';

const CLIPS = 64;
const BOARD = /* GraphQL */ `
  query Board($task: Task!, $version: ID!, $hash: String!) {
    project(slug: "board") {
      leaderboards { task experimentCount protocol { name hash } datasetVersion { id } }
      leaderboard(task: $task, datasetVersionId: $version, protocolHash: $hash) {
        warning
        protocol { name }
        datasetVersion { number }
        baselines { name uar accuracy }
        entries {
          rank rankLow rankHigh isComplete parameterCount trainSeconds backend
          experiment { name score { uar } }
          score { uar uarLow uarHigh runsPooled runsPlanned clipCount perRunUar confusion { labels } }
        }
      }
    }
  }
`;

interface Entry {
  readonly rank: number;
  readonly rankLow: number;
  readonly rankHigh: number;
  readonly isComplete: boolean;
  readonly backend: string | null;
  readonly parameterCount: number | null;
  readonly trainSeconds: number | null;
  readonly experiment: { readonly name: string; readonly score: { readonly uar: number } };
  readonly score: {
    readonly uar: number;
    readonly uarLow: number;
    readonly uarHigh: number;
    readonly runsPooled: number;
    readonly runsPlanned: number;
    readonly clipCount: number;
  };
}
interface Answer {
  readonly project: {
    readonly leaderboards: readonly {
      readonly experimentCount: number;
      readonly protocol: { readonly hash: string };
    }[];
    readonly leaderboard: {
      readonly entries: readonly Entry[];
      readonly baselines: readonly object[];
      readonly warning: string | null;
    } | null;
  };
}

describe('the leaderboard', () => {
  let api: ApiUnderTest;
  let projectId: string;
  let versionId: string;
  let featureSetId: string;
  let splitPlanId: string;
  const protocol: Protocol = { name: 'by-speaker', foldCount: 2 };
  const study: Protocol = { name: 'study' };

  beforeAll(async () => {
    api = await startTestApi();
    projectId = (await api.make.project({ slug: 'board' })).id;
    const dataset = await api.make.dataset({ projectId });
    versionId = (await api.make.datasetVersion({ datasetId: dataset.id }, makeClips(CLIPS))).id;
    featureSetId = (await api.make.featureSet({ datasetVersionId: versionId })).id;
    splitPlanId = (await api.make.splitPlan({ datasetVersionId: versionId })).id;
    // Of every ten clips so many are recognised.
    await experiment('good', protocol, [0, 1], 9);
    await experiment('middling', protocol, [0, 1], 5);
    await experiment('as middling', protocol, [0, 1], 5);
    await experiment('half done', protocol, [0], 10);
    await experiment('leaky', study, [0], 10);
    await api.make.experiment({ projectId, name: 'not begun', featureSetId, protocolHash: hashOf(protocol), protocol });
  });
  afterAll(() => api.close());

  /** An experiment whose fold k tested every second clip from k on. */
  async function experiment(name: string, rules: Protocol, folds: number[], hitsOfTen: number) {
    const { prisma } = api.test.db;
    const { id } = await api.make.experiment({
      projectId,
      name,
      featureSetId,
      protocol: { ...rules },
      protocolName: rules.name,
      protocolHash: hashOf(rules),
      plannedFolds: rules === study ? 1 : 2,
    });
    for (const foldIndex of folds) {
      const run = await api.make.run({
        experimentId: id,
        source: 'LAUNCHED',
        status: 'FINISHED',
        splitPlanId,
        foldIndex,
        seed: 0,
        parameterCount: 1000,
        backend: { name: 'wasm', device: 'cpu', threads: 1, versions: {} },
        startedAt: new Date('2026-01-01T00:00:00Z'),
        finishedAt: new Date('2026-01-01T00:01:30Z'),
      });
      const counts = EMOTIONS.map(() => EMOTIONS.map(() => 0));
      const predictions = makeClips(CLIPS).flatMap((clip, clipPosition) => {
        if (clipPosition % 2 !== foldIndex) return [];
        const actual = EMOTIONS.indexOf(clip.emotion ?? 'neutral');
        const isHit = (clipPosition * 7 + 3) % 10 < hitsOfTen;
        const predicted = isHit ? actual : (actual + 1) % EMOTIONS.length;
        counts[actual]![predicted]!++;
        return [{ runId: run.id, split: 'TEST' as const, clipPosition, actual, predicted, probabilities: [] }];
      });
      await prisma.prediction.createMany({ data: predictions });
      await prisma.confusionMatrix.create({
        data: { runId: run.id, split: 'TEST', labels: [...EMOTIONS], counts: counts.flat(), classes: [] },
      });
    }
  }

  const board = (rules: Protocol, task = 'EMOTION') =>
    api.ask<Answer>(BOARD, { task, version: versionId, hash: hashOf(rules) });

  it('ranks by UAR, gives equal scores one rank, and puts what is not complete last', async () => {
    const { leaderboard } = (await board(protocol)).project;
    expect(leaderboard?.entries.map(({ experiment: { name }, rank, isComplete }) => [name, rank, isComplete])).toEqual([
      ['good', 1, true],
      ['middling', 2, true],
      ['as middling', 2, true],
      ['half done', 4, false],
    ]);
    expect(leaderboard?.entries[3]).toMatchObject({
      rankLow: 1,
      rankHigh: 4,
      score: { runsPooled: 1, runsPlanned: 2 },
    });
  });

  it('says of each entry what it was trained with, how long, and between which bounds it lies', async () => {
    const [good] = (await board(protocol)).project.leaderboard?.entries ?? [];
    expect(good).toMatchObject({
      backend: 'wasm',
      parameterCount: 1000,
      trainSeconds: 180,
      score: { clipCount: CLIPS, runsPooled: 2 },
    });
    expect(good?.score.uar).toBeCloseTo(good?.experiment.score.uar ?? Number.NaN, 12);
    expect(good?.score.uarLow).toBeLessThanOrEqual(good?.score.uar ?? 0);
    expect(good?.score.uarHigh).toBeGreaterThanOrEqual(good?.score.uar ?? 1);
  });

  it('shows chance and majority on the same clips', async () => {
    const { leaderboard } = (await board(protocol)).project;
    expect(leaderboard?.baselines).toEqual([
      { name: 'chance', uar: 0.125, accuracy: 0.125 },
      { name: 'majority class', uar: 0.125, accuracy: 0.125 },
    ]);
  });

  it('never mixes protocols, and warns where the split inflates the score', async () => {
    const { leaderboards, leaderboard } = (await board(study)).project;
    expect(leaderboards.map((key) => key.experimentCount)).toEqual([5, 1]);
    expect(leaderboard?.entries.map((entry) => entry.experiment.name)).toEqual(['leaky']);
    expect(leaderboard?.warning).toContain('inflated');
    expect((await board(protocol)).project.leaderboard?.warning).toBeNull();
  });

  it('is null where nothing was measured', async () => {
    expect((await board(protocol, 'GENDER')).project.leaderboard).toBeNull();
    expect((await board({ name: 'loso' })).project.leaderboard).toBeNull();
  });

  it('computes a score once for a set of finished runs', async () => {
    await board(protocol);
    const again = await statementsOf(() => board(protocol));
    expect(again).not.toContain('speakerCounts');
    expect(again.length, again.join(', ')).toBeLessThanOrEqual(8);
  });

  it('shows the predictions of a run by clip, filtered by class, error and speaker', async () => {
    const run = await api.test.db.prisma.run.findFirstOrThrow({
      where: { experiment: { name: 'middling' }, foldIndex: 1 },
    });
    const predictions = async (filter: object) => {
      const data = await api.ask<{
        run: {
          predictions: {
            totalCount: number;
            nodes: {
              actual: string;
              predicted: string;
              isCorrect: boolean;
              clipPosition: number;
              clip: { speaker: string; position: number };
            }[];
          };
        };
      }>(
        'query($id: ID!, $filter: PredictionFilter) { run(id: $id) { predictions(first: 100, filter: $filter) { totalCount nodes { actual predicted isCorrect clipPosition clip { speaker position } } } } }',
        { id: run.id, filter },
      );
      expect(data.run.predictions.totalCount).toBe(data.run.predictions.nodes.length);
      return data.run.predictions.nodes;
    };
    const all = await predictions({});
    expect(all).toHaveLength(CLIPS / 2);
    expect(all.every((one) => one.clip.position === one.clipPosition)).toBe(true);
    expect((await predictions({ wrongOnly: true })).every((one) => !one.isCorrect)).toBe(true);
    expect((await predictions({ actual: 'calm' })).every((one) => one.actual === 'calm')).toBe(true);
    expect((await predictions({ speaker: '02' })).every((one) => one.clip.speaker === '02')).toBe(true);
    expect(await predictions({ actual: 'bored' })).toEqual([]);
    expect(await predictions({ split: 'TRAIN' })).toEqual([]);
    expect(await statementsOf(() => predictions({}))).toHaveLength(6);
  });
});
