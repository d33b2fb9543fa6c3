import { RunResultRepository } from '@voxboard/db';
import type { EvaluationReport } from '@voxboard/domain';
import { brier, classReport, confusionMatrix, logLoss, matthews } from '@voxboard/evaluation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { statementsOf } from '../../testing/statements.js';

const LABELS = ['male', 'female'];
const SCORES = `rowCount runCount accuracy uar macroF1 weightedF1 matthews logLoss brier calibrationError rocAuc
  classes { label precision recall f1 support rocAuc } confusion { counts }`;

interface Sheet {
  readonly rowCount: number;
  readonly matthews: number | null;
  readonly logLoss: number | null;
  readonly brier: number | null;
  readonly classes: { readonly rocAuc: number | null }[];
}

/** Of clips 0 … 15 in turn; `right` says which are hit, all with the same confidence. */
function report(clips: readonly number[], right: (clip: number) => boolean): EvaluationReport {
  const predictions = clips.map((clip) => {
    const actual = clip % 2;
    const predicted = right(clip) ? actual : 1 - actual;
    return { clip, augmentation: 0, actual, predicted, probabilities: predicted === 0 ? [0.75, 0.25] : [0.25, 0.75] };
  });
  const confusion = confusionMatrix(
    predictions.map(({ actual }) => actual),
    predictions.map(({ predicted }) => predicted),
    LABELS,
  );
  return { split: 'TEST', metrics: {}, confusion, classes: classReport(confusion), predictions };
}

describe('scores, splits and paired comparisons', () => {
  let api: ApiUnderTest;
  let experiments: string[];
  let runs: string[];
  let splitPlanId: string;

  /** Two folds of 16 clips: even ones of the first, odd ones of the second are tested. */
  async function experiment(right: (clip: number) => boolean, plan = splitPlanId, offsets = [0, 1]): Promise<string> {
    const { id: experimentId } = await api.make.experiment({ task: 'GENDER' });
    for (const [foldIndex, offset] of offsets.entries()) {
      const finished = { status: 'FINISHED', finishedAt: new Date('2026-03-01T12:00:00Z') } as const;
      const ids = { experimentId, splitPlanId: plan, foldIndex };
      const run = await api.make.run({ ...ids, ...finished, source: 'LAUNCHED', seed: 0 });
      const clips = Array.from({ length: 8 }, (_, i) => 2 * i + offset);
      await new RunResultRepository(api.test.db).saveEvaluation(run.id, report(clips, right));
      runs.push(run.id);
    }
    return experimentId;
  }

  beforeAll(async () => {
    api = await startTestApi();
    runs = [];
    const { id: datasetVersionId } = await api.make.datasetVersion();
    splitPlanId = (await api.make.splitPlan({ datasetVersionId, task: 'GENDER' })).id;
    experiments = [await experiment((clip) => clip % 4 !== 3), await experiment((clip) => clip % 8 === 0)];
  });
  afterAll(() => api.close());

  it('gives every score of a run, equal to those of the evaluation package', async () => {
    const { run } = await api.ask<{ run: { scores: Sheet } }>(
      `query ($id: ID!) { run(id: $id) { scores { ${SCORES} } } }`,
      {
        id: runs[1],
      },
    );
    const expected = report([1, 3, 5, 7, 9, 11, 13, 15], (clip) => clip % 4 !== 3);
    const actual = expected.predictions.map((row) => row.actual);
    const probabilities = expected.predictions.map((row) => row.probabilities);
    expect(run.scores).toMatchObject({
      rowCount: 8,
      runCount: 1,
      accuracy: 0.5,
      matthews: matthews(expected.confusion),
      logLoss: logLoss(actual, probabilities),
      brier: brier(actual, probabilities),
      calibrationError: 0.25,
      rocAuc: null,
      confusion: {
        counts: [
          [0, 0],
          [4, 4],
        ],
      },
    });
    expect(
      run.scores.classes.map(({ rocAuc }) => rocAuc),
      'only one class was tested',
    ).toEqual([null, null]);
  });

  it('pools the folds of an experiment', async () => {
    const query = `query ($id: ID!) { experiment(id: $id) { scores { ${SCORES} } validation: scores(split: VALIDATION) { rowCount } } }`;
    const { experiment: found } = await api.ask<{ experiment: { scores: Sheet; validation: null } }>(query, {
      id: experiments[0],
    });
    expect(found.scores).toMatchObject({ rowCount: 16, runCount: 2, accuracy: 0.75, uar: 0.75 });
    expect(found.scores.classes[0]?.rocAuc).toBeCloseTo(0.75);
    expect(found.validation).toBeNull();
  });

  it('has no scores of probabilities where a script logged a matrix only', async () => {
    const { id } = await api.make.run();
    await api.ask('mutation ($input: LogConfusionMatrixInput!) { logConfusionMatrix(input: $input) { __typename } }', {
      input: {
        runId: id,
        split: 'TEST',
        labels: LABELS,
        counts: [
          [3, 1],
          [0, 4],
        ],
      },
    });
    const { run } = await api.ask<{ run: { scores: Sheet } }>(
      `query ($id: ID!) { run(id: $id) { scores { ${SCORES} } } }`,
      { id },
    );
    expect(run.scores).toMatchObject({
      accuracy: 0.875,
      logLoss: null,
      brier: null,
      calibrationError: null,
      rocAuc: null,
    });
  });

  it('says who and what is in which part of a split', async () => {
    const query = `query ($id: ID!) { experiment(id: $id) { splits { id protocol splitHash folds { index warnings
      parts { part rowCount clipCount speakers cells { speaker gender emotion count } } } } } }`;
    const { experiment: found } = await api.ask<{
      experiment: {
        splits: {
          id: string;
          folds: { parts: { part: string; speakers: string[]; cells: { count: number }[] }[]; warnings: string[] }[];
        }[];
      };
    }>(query, { id: experiments[0] });
    expect(found.splits).toMatchObject([{ id: splitPlanId, protocol: 'by-speaker' }]);
    const [fold] = found.splits[0]?.folds ?? [];
    expect(fold?.parts.map(({ part }) => part)).toEqual(['TRAIN', 'VALIDATION', 'TEST']);
    expect(fold?.parts[2]).toMatchObject({ rowCount: 8, clipCount: 8, speakers: ['01', '03'] });
    expect(fold?.parts[2]?.cells.reduce((sum, { count }) => sum + count, 0)).toBe(8);
    expect(fold?.warnings).toContain('fold 0 tests male speakers only');
    expect(await api.ask('{ split(id: "nothing") { id } }')).toEqual({ split: null });
  });

  const COMPARE = `query ($first: ID!, $second: ID!) { pairedComparison(firstId: $first, secondId: $second, score: ACCURACY) {
    __typename ... on NotComparable { code message } ... on PairedComparison {
      score first second difference lower upper pValue clipCount speakerCount onlyFirst onlySecond mcnemarPValue
      canBeToldApart speakersNeeded note } } }`;
  const compare = (first?: string, second?: string) =>
    api.send<{ pairedComparison: object }>(COMPARE, { first, second });

  it('compares two experiments, and two runs, on the same clips', async () => {
    const { data } = await compare(experiments[0], experiments[1]);
    expect(data?.pairedComparison).toMatchObject({
      __typename: 'PairedComparison',
      score: 'ACCURACY',
      first: 0.75,
      second: 0.125,
      difference: 0.625,
      clipCount: 16,
      speakerCount: 4,
      onlyFirst: 10,
      onlySecond: 0,
      mcnemarPValue: 2 / 1024,
    });
    expect(data?.pairedComparison).toHaveProperty('note', expect.stringMatching(/with 4 speakers/));
    expect((await compare(runs[0], runs[2])).data?.pairedComparison).toMatchObject({ clipCount: 8 });
  });

  const CLIPS = `query ($first: ID!, $second: ID!, $outcome: PairedOutcome!, $size: Int, $after: String) {
    pairedClips(firstId: $first, secondId: $second, outcome: $outcome, first: $size, after: $after) { __typename
      ... on NotComparable { code } ... on PairedClipConnection { totalCount pageInfo { hasNextPage endCursor } nodes {
        clipPosition actual firstPredicted secondPredicted firstCertainty clip { position audioUrl } } } } }`;
  interface PairedPage {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: { readonly clipPosition: number; readonly clip: { readonly position: number } }[];
  }
  const pairedPage = async (variables: object) =>
    (await api.ask<{ pairedClips: PairedPage }>(CLIPS, { first: experiments[0], second: experiments[1], ...variables }))
      .pairedClips;

  it('lists the clips that one got right and the other wrong, page by page, to be listened to', async () => {
    const first = await pairedPage({ outcome: 'ONLY_FIRST', size: 6 });
    expect(first).toMatchObject({ totalCount: 10, pageInfo: { hasNextPage: true } });
    expect(first.nodes[0]).toMatchObject({
      ...{ clipPosition: 1, actual: 'female', firstPredicted: 'female', secondPredicted: 'male' },
      ...{ firstCertainty: 0.75, clip: { position: 1 } },
    });
    const rest = await pairedPage({ outcome: 'ONLY_FIRST', size: 6, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...rest.nodes].map(({ clipPosition }) => clipPosition)).toEqual([
      1, 2, 4, 5, 6, 9, 10, 12, 13, 14,
    ]);
    expect(await pairedPage({ outcome: 'ONLY_SECOND' })).toMatchObject({ totalCount: 0, nodes: [] });
    expect(await pairedPage({ outcome: 'BOTH_WRONG' })).toMatchObject({ totalCount: 4 });
  });

  it('refuses a bad page of them, and says why two cannot be paired', async () => {
    const variables = { first: runs[0], second: runs[2], outcome: 'ONLY_FIRST' };
    const refused = await api.send(CLIPS, { ...variables, size: 0 });
    expect(refused.errors?.[0]?.extensions?.code).toBe('INVALID_INPUT');
    expect((await api.send(CLIPS, { ...variables, after: 'nonsense' })).errors?.[0]?.extensions?.code).toBe(
      'INVALID_INPUT',
    );
    const other = await api.send<{ pairedClips: object }>(CLIPS, { ...variables, second: runs[3] });
    expect(other.data?.pairedClips).toEqual({
      __typename: 'PairedClipConnection',
      totalCount: 0,
      pageInfo: { hasNextPage: false, endCursor: null },
      nodes: [],
    });
    const { id: silent } = await api.make.run();
    const unready = await api.send<{ pairedClips: object }>(CLIPS, { ...variables, second: silent });
    expect(unready.data?.pairedClips).toEqual({ __typename: 'NotComparable', code: 'NOT_READY' });
  });

  it('scores the clips of each speaker, gender and sentence, for any number of runs in one statement', async () => {
    const query = `query ($ids: [ID!]!) { runs(ids: $ids) { slices { trait value clipCount accuracy accuracyLow accuracyHigh uar } } }`;
    type Sliced = { runs: { slices: { trait: string; value: string; clipCount: number; accuracy: number }[] }[] };
    const { runs: found } = await api.ask<Sliced>(query, { ids: runs.slice(0, 2) });
    const bySpeaker = found.map(({ slices }) => slices.filter(({ trait }) => trait === 'SPEAKER'));
    expect(bySpeaker.map((slices) => slices.map(({ value }) => value))).toEqual([
      ['01', '03'],
      ['02', '04'],
    ]);
    expect(bySpeaker.map((slices) => slices.reduce((sum, { clipCount }) => sum + clipCount, 0))).toEqual([8, 8]);
    expect(found[0]?.slices.find(({ trait }) => trait === 'GENDER')).toMatchObject({ clipCount: 8, accuracy: 1 });
    const statements = await statementsOf(() => api.ask(query, { ids: runs.slice(0, 4) }));
    expect(statements.filter((name) => name === 'slices')).toHaveLength(1);
  });

  it('lists the hardest clips first, and those of one trait alone', async () => {
    const query = `query ($id: ID!, $filter: PredictionFilter, $after: String) { run(id: $id) {
      predictions(orderBy: HARDEST, first: 3, filter: $filter, after: $after) { totalCount pageInfo { endCursor }
        nodes { clipPosition isCorrect } } } }`;
    type Listed = {
      run: {
        predictions: {
          totalCount: number;
          pageInfo: { endCursor: string };
          nodes: { clipPosition: number; isCorrect: boolean }[];
        };
      };
    };
    const page = async (variables: object) =>
      (await api.ask<Listed>(query, { id: runs[1], ...variables })).run.predictions;
    const first = await page({});
    const second = await page({ after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes].map(({ clipPosition }) => clipPosition)).toEqual([3, 7, 11, 15, 1, 5]);
    expect((await page({ filter: { gender: 'female' } })).totalCount).toBe(8);
    expect((await page({ filter: { gender: 'male' } })).totalCount).toBe(0);
  });

  it('knows the run before and after another, past deleted ones', async () => {
    const query = '{ project(slug: "neighbours") { runs(first: 9) { nodes { id previous { id } next { id } } } } }';
    const { id: projectId } = await api.make.project({ slug: 'neighbours' });
    const { id: experimentId } = await api.make.experiment({ projectId });
    const made: string[] = [];
    for (const day of [1, 2, 3]) {
      const createdAt = new Date(Date.UTC(2026, 0, day));
      made.push((await api.make.run({ projectId, experimentId, createdAt })).id);
    }
    await api.test.db.prisma.run.update({ where: { id: made[1] ?? '' }, data: { deletedAt: new Date(0) } });
    const { project } = await api.ask<{ project: { runs: { nodes: object[] } } }>(query);
    expect(project.runs.nodes).toEqual([
      { id: made[2], previous: { id: made[0] }, next: null },
      { id: made[0], previous: null, next: { id: made[2] } },
    ]);
  });

  it('reads several experiments at once, in the order asked for', async () => {
    const ids = [experiments[1], '00000000-0000-7000-8000-000000000000', experiments[0]];
    expect(await api.ask('query ($ids: [ID!]!) { experiments(ids: $ids) { id } }', { ids })).toEqual({
      experiments: [{ id: experiments[1] }, { id: experiments[0] }],
    });
  });

  it('refuses what was not tested on the same clips', async () => {
    const other = await compare(runs[0], runs[3]);
    expect(other.data?.pairedComparison).toMatchObject({ __typename: 'NotComparable', code: 'DIFFERENT_CLIPS' });
    const { id: elsewhere } = await api.make.datasetVersion();
    const plan = await api.make.splitPlan({ datasetVersionId: elsewhere, task: 'GENDER' });
    const foreign = await compare(experiments[0], await experiment(() => true, plan.id));
    expect(foreign.data?.pairedComparison).toHaveProperty(
      'message',
      expect.stringMatching(/different dataset versions/),
    );
    const { id: silent } = await api.make.experiment();
    expect((await compare(experiments[0], silent)).data?.pairedComparison).toMatchObject({ code: 'NOT_READY' });
  });

  it.each([
    ['an id of nothing', () => ['nothing', experiments[0]], 'NOT_FOUND'],
    ['a run and an experiment', () => [runs[0], experiments[0]], 'INVALID_INPUT'],
    ['one with itself', () => [runs[0], runs[0]], 'INVALID_INPUT'],
  ])('refuses %s', async (_, ids, code) => {
    const [first, second] = ids();
    expect((await compare(first, second)).errors?.[0]?.extensions?.code).toBe(code);
  });
});
