import { hashOf, newId } from '@voxboard/db';
import type { Protocol, TrialStatus } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import {
  type BoardWorld,
  BOARD_CLIPS as CLIPS,
  makeBoardWorld,
  putExperiment,
  putRun,
} from '../../testing/measured-experiment.js';
import { fewestStatementsOf } from '../../testing/statements.js';

const BOARD = /* GraphQL */ `
  query Board(
    $task: Task!
    $version: ID!
    $hash: String!
    $metric: ScoreMetric! = UAR
    $asOf: DateTime
    $list: BoardList
    $first: Int = 50
    $after: String
  ) {
    project(slug: "board") {
      leaderboards { task experimentCount protocol { name hash } datasetVersion { id } }
      leaderboard(task: $task, datasetVersionId: $version, protocolHash: $hash, metric: $metric, asOf: $asOf) {
        warning
        metric
        isStale
        statement
        protocol { name }
        datasetVersion { number }
        lists { list count }
        baselines { name uar accuracy experimentId }
        entries(list: $list, first: $first, after: $after) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            list rank rankLow rankHigh tieGroup isComplete parameterCount trainSeconds backend certificate
            runsPooled runsPlanned clipCount perRunUar
            scores { metric value low high }
            experiment { name score { uar uarLow uarHigh } }
            selection { trialCount number note sweep { name } }
          }
        }
      }
    }
  }
`;

interface Entry {
  readonly list: string;
  readonly rank: number | null;
  readonly rankLow: number | null;
  readonly rankHigh: number | null;
  readonly tieGroup: number | null;
  readonly scores: readonly {
    readonly metric: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly experiment: {
    readonly name: string;
    readonly score: { readonly uar: number; readonly uarLow: number; readonly uarHigh: number };
  };
}
interface Answer {
  readonly project: {
    readonly leaderboards: readonly { readonly experimentCount: number }[];
    readonly leaderboard: {
      readonly entries: {
        readonly totalCount: number;
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
        readonly nodes: readonly Entry[];
      };
      readonly lists: readonly { readonly list: string; readonly count: number }[];
      readonly baselines: readonly { readonly name: string; readonly uar: number | null }[];
      readonly statement: readonly string[];
      readonly warning: string | null;
    } | null;
  };
}

const protocol: Protocol = { name: 'by-speaker', foldCount: 2 };
const study: Protocol = { name: 'study' };
const LONG_AGO = new Date('2025-06-01T00:00:00Z');

describe('the leaderboard', () => {
  let api: ApiUnderTest;
  let world: BoardWorld;

  beforeAll(async () => {
    api = await startTestApi();
    world = await makeBoardWorld(api, 'board');
    const both = [0, 1];
    await putExperiment(world, { name: 'good', protocol, folds: both, hitsOfTen: 9 });
    await putExperiment(world, { name: 'middling', protocol, folds: both, hitsOfTen: 5, finishedAt: LONG_AGO });
    await putExperiment(world, { name: 'as middling', protocol, folds: both, hitsOfTen: 5 });
    await putExperiment(world, { name: 'half done', protocol, folds: [0], hitsOfTen: 10 });
    await putExperiment(world, { name: 'leaky', protocol: study, folds: [0], hitsOfTen: 10 });
    await putExperiment(world, { name: 'not begun', protocol, folds: [], hitsOfTen: 0 });
  });
  afterAll(() => api.close());

  const board = (rules: Protocol, variables: object = {}) =>
    api.ask<Answer>(BOARD, { task: 'EMOTION', version: world.versionId, hash: hashOf(rules), ...variables });
  const nodes = async (rules: Protocol, variables: object = {}) =>
    (await board(rules, variables)).project.leaderboard?.entries.nodes ?? [];
  const places = async (variables: object = {}) =>
    (await nodes(protocol, variables)).map(({ experiment: { name }, list, rank }) => [name, list, rank]);

  it('ranks by UAR, gives equal scores one rank, and does not rank what is not complete', async () => {
    const found = await places();
    expect(found[0]).toEqual(['good', 'RANKED', 1]);
    expect(found.slice(1, 3).sort()).toEqual([
      ['as middling', 'RANKED', 2],
      ['middling', 'RANKED', 2],
    ]);
    expect(found.slice(3)).toEqual([['half done', 'INCOMPLETE', null]]);
    const [, second, third, last] = await nodes(protocol);
    expect(second?.tieGroup).toBe(third?.tieGroup);
    expect(last).toMatchObject({ rankLow: null, rankHigh: null, runsPooled: 1, runsPlanned: 2, isComplete: false });
  });

  it('says of each entry what it was trained with, how long, and between which bounds it lies', async () => {
    const [good] = await nodes(protocol);
    expect(good).toMatchObject({
      backend: 'wasm',
      parameterCount: 1000,
      trainSeconds: 180,
      clipCount: CLIPS,
      runsPooled: 2,
      certificate: 'UNVERIFIED',
    });
    const uar = good?.scores.find(({ metric }) => metric === 'UAR');
    const { score } = good?.experiment ?? {};
    expect(uar?.value).toBeCloseTo(score?.uar ?? Number.NaN, 12);
    expect([uar?.low, uar?.high]).toEqual([score?.uarLow, score?.uarHigh]);
    expect(good?.scores.map(({ metric }) => metric).sort()).toEqual(['ACCURACY', 'MACRO_F1', 'UAR']);
  });

  it('ranks by another score when asked', async () => {
    const { leaderboard } = (await board(protocol, { metric: 'MACRO_F1' })).project;
    expect(leaderboard).toMatchObject({ metric: 'MACRO_F1' });
    expect(leaderboard?.entries.nodes[0]?.experiment.name).toBe('good');
  });

  it('pages by cursor, without a gap or a repetition, within a list or over all', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 4; page++) {
      const entries: NonNullable<Answer['project']['leaderboard']>['entries'] | undefined = (
        await board(protocol, { first: 1, after })
      ).project.leaderboard?.entries;
      expect(entries?.totalCount).toBe(4);
      expect(entries?.pageInfo.hasNextPage).toBe(page < 3);
      seen.push(...(entries?.nodes ?? []).map(({ experiment }) => experiment.name));
      after = entries?.pageInfo.endCursor ?? null;
    }
    expect([...seen].sort()).toEqual(['as middling', 'good', 'half done', 'middling']);
    const ranked = (await board(protocol, { list: 'RANKED' })).project.leaderboard;
    expect(ranked?.entries.totalCount).toBe(3);
    expect(ranked?.lists).toEqual([
      { list: 'RANKED', count: 3 },
      { list: 'INCOMPLETE', count: 1 },
    ]);
  });

  it('shows chance and majority on the same clips, and says which baselines were not run', async () => {
    const { leaderboard } = (await board(protocol)).project;
    expect(leaderboard?.baselines).toEqual([
      { name: 'chance', uar: 0.125, accuracy: 0.125, experimentId: null },
      { name: 'majority class', uar: 0.125, accuracy: 0.125, experimentId: null },
      { name: 'linear model', uar: null, accuracy: null, experimentId: null },
      { name: 'shuffled labels', uar: null, accuracy: null, experimentId: null },
    ]);
  });

  it('never mixes protocols, and sets apart and does not rank where the split inflates the score', async () => {
    const { leaderboards, leaderboard } = (await board(study)).project;
    expect(leaderboards.map((key) => key.experimentCount)).toEqual([5, 1]);
    expect(leaderboard?.entries.nodes).toMatchObject([
      { experiment: { name: 'leaky' }, list: 'SET_APART', rank: null, rankLow: null },
    ]);
    expect(leaderboard?.warning).toContain('inflated');
    expect((await board(protocol)).project.leaderboard?.warning).toBeNull();
  });

  it('says in plain sentences what was measured, on whom, and how sure', async () => {
    const { leaderboard } = (await board(protocol)).project;
    const text = leaderboard?.statement.join(' ') ?? '';
    expect(text).toContain('64 recordings of 4 people');
    expect(text).toContain('voices it had never heard');
    expect(text).toContain('The highest score is that of “good”');
    expect(text).toContain('guessing gives 12.5 %');
    const leaky = (await board(study)).project.leaderboard?.statement.join(' ');
    expect(leaky).toContain('out of 8 choices');
    expect(leaky).toContain('Nothing is ranked here');
  });

  it('is null where nothing was measured', async () => {
    expect((await board(protocol, { task: 'GENDER' })).project.leaderboard).toBeNull();
    expect((await board({ name: 'loso' })).project.leaderboard).toBeNull();
    expect((await board(protocol, { version: 'no-id' })).project.leaderboard).toBeNull();
  });

  it('reads stored results only, few statements whatever the size', async () => {
    await board(protocol);
    const again = await fewestStatementsOf(() => board(protocol));
    expect(again).not.toContain('boardSpeakerCounts');
    expect(again).not.toContain('boardRankable');
  });

  it('shows the board as it stood, by when runs finished', async () => {
    expect(await places({ asOf: '2025-07-01T00:00:00Z' })).toEqual([['middling', 'RANKED', 1]]);
    expect(await places({ asOf: '2025-01-01T00:00:00Z' })).toEqual([]);
    const page = (await board(protocol, { asOf: '2026-02-01T00:00:00Z', first: 2 })).project.leaderboard?.entries;
    expect(page).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    const rest = await places({ asOf: '2026-02-01T00:00:00Z', first: 9, after: page?.pageInfo.endCursor });
    expect(rest).toHaveLength(2);
  });

  it('refuses a time to come, a page of no size and a cursor of another list', async () => {
    const refused = async (variables: object) =>
      (await api.send(BOARD, { task: 'EMOTION', version: world.versionId, hash: hashOf(protocol), ...variables }))
        .errors?.[0];
    expect(await refused({ asOf: '2999-01-01T00:00:00Z' })).toMatchObject({
      message: expect.stringContaining('future'),
      extensions: { code: 'INVALID_INPUT' },
    });
    expect((await refused({ first: 0 }))?.message).toContain('"first"');
    expect((await refused({ after: 'bm9uc2Vuc2U' }))?.message).toContain('cursor');
  });

  it('tells what changed since a time', async () => {
    const { project } = await api.ask<{
      project: {
        leaderboard: { changes: { totalCount: number; items: { kind: string; experiment: { name: string } }[] } };
      };
    }>(
      `query($version: ID!, $hash: String!) { project(slug: "board") {
        leaderboard(task: EMOTION, datasetVersionId: $version, protocolHash: $hash) {
          changes(since: "2025-07-01T00:00:00Z") {
            totalCount items { kind experiment { name } rankBefore rankAfter valueBefore valueAfter } } } } }`,
      { version: world.versionId, hash: hashOf(protocol) },
    );
    const { changes } = project.leaderboard;
    const kinds = changes.items.map(({ kind, experiment: { name } }) => [name, kind]);
    expect(kinds).toContainEqual(['good', 'NEW']);
    expect(kinds).toContainEqual(['half done', 'NEW']);
    expect(kinds).toContainEqual(['middling', 'DOWN']);
    expect(changes.items.find(({ experiment }) => experiment.name === 'middling')).toMatchObject({
      rankBefore: 1,
      rankAfter: 2,
    });
  });

  describe('when results change', () => {
    it('takes in a run that finishes, and forgets one that is deleted', async () => {
      const id = await putExperiment(world, { name: 'late', protocol, folds: [0], hitsOfTen: 10 });
      expect(await places()).toContainEqual(['late', 'INCOMPLETE', null]);
      await putRun(world, id, 1, { hitsOfTen: 10 });
      expect((await places())[0]).toEqual(['late', 'RANKED', 1]);
      await api.test.db.prisma.run.deleteMany({ where: { experimentId: id, foldIndex: 1 } });
      expect(await places()).toContainEqual(['late', 'INCOMPLETE', null]);
      await api.test.db.prisma.experiment.delete({ where: { id } });
      expect((await places()).map(([name]) => name)).not.toContain('late');
    });

    it('ranks an experiment again as incomplete when more seeds are planned', async () => {
      const id = await putExperiment(world, { name: 'growing', protocol, folds: [0, 1], hitsOfTen: 7 });
      expect(await places()).toContainEqual(['growing', 'RANKED', 2]);
      await api.test.db.prisma.experiment.update({ where: { id }, data: { plannedSeeds: [0, 1] } });
      expect(await places()).toContainEqual(['growing', 'INCOMPLETE', null]);
      await api.test.db.prisma.experiment.delete({ where: { id } });
    });

    it('follows the audit: what leaks is set apart, what heard test voices is ranked by itself', async () => {
      const { prisma } = api.test.db;
      const id = await putExperiment(world, { name: 'audited', protocol, folds: [0, 1], hitsOfTen: 10 });
      const runs = await prisma.run.findMany({ where: { experimentId: id } });
      const certify = async (verdict: string, labels: string[]) => {
        for (const { id: runId } of runs) {
          const columns = { verdict, labels, document: {}, hash: 'a'.repeat(64) };
          await prisma.runCertificate.upsert({ where: { runId }, update: columns, create: { runId, ...columns } });
        }
        return (await nodes(protocol)).find(({ experiment }) => experiment.name === 'audited');
      };
      expect(await certify('CLEAN', [])).toMatchObject({ list: 'RANKED', rank: 1, certificate: 'CLEAN' });
      expect(await certify('CLEAN', ['TRANSDUCTIVE'])).toMatchObject({ list: 'TRANSDUCTIVE', rank: 1, rankHigh: 1 });
      expect(await certify('LEAKY', [])).toMatchObject({ list: 'SET_APART', rank: null, certificate: 'LEAKY' });
      expect((await places())[0]).toEqual(['good', 'RANKED', 1]);
      await prisma.experiment.delete({ where: { id } });
    });

    it('shows a linear model as the baseline, and one on shuffled labels as a control that is never ranked', async () => {
      const architecture = await api.make.architecture({
        projectId: world.projectId,
        spec: { kind: 'preset', preset: 'lda', width: 1 },
      });
      const lda = { protocol, folds: [0, 1], overrides: { architectureId: architecture.id } };
      const linear = await putExperiment(world, { ...lda, name: 'lda', hitsOfTen: 6 });
      const shuffled = await putExperiment(world, {
        ...lda,
        name: 'lda shuffled',
        hitsOfTen: 10,
        overrides: { ...lda.overrides, hyperparameters: { shuffleLabels: true } },
      });
      const { leaderboard } = (await board(protocol)).project;
      expect(leaderboard?.baselines.slice(2)).toMatchObject([
        { name: 'linear model', experimentId: linear },
        { name: 'shuffled labels', experimentId: shuffled },
      ]);
      expect(await places()).toContainEqual(['lda shuffled', 'CONTROL', null]);
      expect((await places())[0]).toEqual(['good', 'RANKED', 1]);
      await api.test.db.prisma.experiment.deleteMany({ where: { id: { in: [linear, shuffled] } } });
    });

    it('shows of a sweep what it chose once it has ended, and says out of how many', async () => {
      const { prisma } = api.test.db;
      const sweep = await prisma.sweep.create({
        data: {
          id: newId(),
          projectId: world.projectId,
          name: 'wide',
          definition: { objective: { metric: 'uar', split: 'VALIDATION' } },
          createdAt: LONG_AGO,
        },
      });
      const trial = async (number: number, objective: number | null, status: TrialStatus, folds = [0, 1]) => {
        const id = newId();
        await prisma.sweepTrial.create({
          data: { id, sweepId: sweep.id, number, values: {}, status: 'RUNNING', createdAt: LONG_AGO },
        });
        const name = `trial ${number}`;
        const experimentId = await putExperiment(world, { name, protocol, folds, hitsOfTen: 6, finishedAt: LONG_AGO });
        await prisma.sweepTrial.update({ where: { id }, data: { experimentId, objective, status } });
        return experimentId;
      };
      const shown = async (variables: object = {}) =>
        (await places(variables)).filter(([name]) => String(name).startsWith('trial')).map(([name]) => name);
      const listed = async () => {
        const { project } = await api.ask<{ project: { leaderboards: { experimentCount: number }[] } }>(
          'query($id: String!) { project(slug: $id) { leaderboards { experimentCount } } }',
          { id: (await prisma.project.findUniqueOrThrow({ where: { id: world.projectId } })).slug },
        );
        return project.leaderboards.reduce((sum, { experimentCount }) => sum + experimentCount, 0);
      };
      const before = await listed();
      await trial(1, 0.4, 'COMPLETE');
      await trial(2, 0.7, 'COMPLETE');
      await trial(3, 0.7, 'COMPLETE');
      await trial(4, null, 'STOPPED');
      await trial(5, Number.NaN, 'COMPLETE');
      await trial(6, null, 'FAILED', [0]);
      expect(await shown()).toEqual([]);
      expect(await listed(), 'a board counts what it shows').toBe(before);
      await prisma.sweep.update({ where: { id: sweep.id }, data: { status: 'FINISHED', finishedAt: new Date(0) } });
      expect(await shown()).toEqual(['trial 2']);
      expect(await listed()).toBe(before + 1);
      const chosen = (await nodes(protocol)).find(({ experiment }) => experiment.name === 'trial 2');
      expect(chosen).toMatchObject({
        list: 'RANKED',
        selection: { trialCount: 5, number: 2, sweep: { name: 'wide' }, note: expect.stringContaining('Best of 5') },
      });
      expect((await nodes(protocol)).find(({ experiment }) => experiment.name === 'good')).toMatchObject({
        selection: null,
      });
      await prisma.sweep.update({ where: { id: sweep.id }, data: { finishedAt: new Date('2026-03-01T00:00:00Z') } });
      expect(await shown({ asOf: '2026-02-01T00:00:00Z' })).toEqual([]);
      expect(await shown({ asOf: '2026-04-01T00:00:00Z' })).toEqual(['trial 2']);
      await trial(7, 0.9, 'COMPLETE', [0]);
      expect(await shown(), 'a fold of what was chosen is missing').toEqual([]);
      await prisma.experiment.deleteMany({ where: { name: { startsWith: 'trial' } } });
    });

    it('trains the baselines of a board when asked, once, on features that a linear model can read', async () => {
      const launch = async (overrides: object = {}) =>
        (
          await api.ask<{ it: { __typename: string; parts?: { key: string; outcome: string }[] } }>(
            `mutation($input: LaunchBaselinesInput!) { it: launchBaselines(input: $input) { __typename
              ... on LaunchBaselinesSuccess { parts { key outcome message } } } }`,
            {
              input: {
                projectSlug: 'board',
                task: 'EMOTION',
                datasetVersionId: world.versionId,
                protocolHash: hashOf(protocol),
                ...overrides,
              },
            },
          )
        ).it;
      expect((await launch()).parts?.map(({ key, outcome }) => [key, outcome])).toEqual([
        ['linear model', 'LAUNCHED'],
        ['shuffled labels', 'LAUNCHED'],
      ]);
      expect((await launch()).parts?.map(({ outcome }) => outcome)).toEqual(['THERE_ALREADY', 'THERE_ALREADY']);
      expect(await launch({ protocolHash: 'none' })).toMatchObject({ __typename: 'NotFoundError' });
      expect(await launch({ task: 'GENDER' })).toMatchObject({ __typename: 'NotFoundError' });
      await api.test.db.prisma.experiment.deleteMany({ where: { tags: { has: 'baseline' } } });
    });

    it('leaves no mark on a board that was read', async () => {
      await places();
      const { prisma } = api.test.db;
      const ids = (await prisma.experiment.findMany({ where: { protocolHash: hashOf(protocol) } })).map(({ id }) => id);
      expect(await prisma.boardChange.count({ where: { experimentId: { in: ids } } })).toBe(0);
    });
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
    expect(await fewestStatementsOf(() => predictions({}))).toHaveLength(6);
  });
});
