import { FeatureSetRepository, hashOf } from '@voxboard/db';
import { type Protocol, STUDY_162, STUDY_162_PLAIN } from '@voxboard/domain';
import { makeClips } from '@voxboard/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { type BoardWorld, makeBoardWorld, putExperiment } from '../../testing/measured-experiment.js';
import { describeInflation } from './describe-inflation.js';

const METER = `bars { protocol status reason value low high runsPooled runsPlanned experiment { id name } estimate { seconds basis } }
  statement canLaunch`;
const bySpeaker: Protocol = { name: 'by-speaker', foldCount: 2 };

interface Meter {
  readonly bars: readonly {
    readonly protocol: string;
    readonly status: string;
    readonly reason: string | null;
    readonly value: number | null;
    readonly experiment: { readonly id: string } | null;
  }[];
  readonly statement: readonly string[];
  readonly canLaunch: boolean;
}
interface Launched {
  readonly __typename: string;
  readonly message?: string;
  readonly parts?: readonly { readonly key: string; readonly outcome: string; readonly message: string | null }[];
  readonly meter?: Meter;
}

describe('the inflation meter', () => {
  let api: ApiUnderTest;
  let world: BoardWorld;
  let experimentId: string;

  beforeAll(async () => {
    api = await startTestApi();
    world = await makeBoardWorld(api, 'meter');
    await api.test.db.prisma.featureSet.update({
      where: { id: world.featureSetId },
      data: { recipeHash: hashOf(STUDY_162_PLAIN) },
    });
    // Ten speakers would be dealt into five folds; four are refused, which is what by-speaker without folds asks for.
    await api.test.db.prisma.$executeRaw`UPDATE clip SET speaker = lpad((1 + position % 12)::text, 2, '0'),
      statement = CASE WHEN position % 2 = 0 THEN 'kids' ELSE 'dogs' END WHERE dataset_version_id = ${world.versionId}::uuid`;
    experimentId = await putExperiment(world, { name: 'ours', protocol: bySpeaker, folds: [0, 1], hitsOfTen: 5 });
  });
  afterAll(() => api.close());

  const meter = async (id = experimentId) =>
    (
      await api.ask<{ experiment: { inflationMeter: Meter | null } }>(
        `query($id: ID!) { experiment(id: $id) { inflationMeter { ${METER} } } }`,
        { id },
      )
    ).experiment.inflationMeter;
  const launch = async (variables: object) =>
    (
      await api.ask<{ it: Launched }>(
        `mutation($id: ID!, $protocols: [String!]) { it: launchInflationMeter(experimentId: $id, protocols: $protocols) {
          __typename ... on UserError { message path }
          ... on LaunchInflationMeterSuccess { parts { key outcome message experimentId } meter { ${METER} } } } }`,
        { id: experimentId, ...variables },
      )
    ).it;
  const statuses = (shown: Meter | null | undefined) => shown?.bars.map(({ protocol, status }) => [protocol, status]);

  it('starts with what was measured, and says what is missing', async () => {
    const shown = await meter();
    expect(statuses(shown)).toEqual([
      ['study', 'MISSING'],
      ['by-clip', 'MISSING'],
      ['by-statement', 'MISSING'],
      ['by-speaker', 'DONE'],
    ]);
    expect(shown?.bars[3]).toMatchObject({ runsPooled: 2, runsPlanned: 2, experiment: { id: experimentId } });
    expect(shown?.canLaunch).toBe(true);
    expect(shown?.statement[0]).toContain('voices it had never heard');
  });

  it('launches the same configuration under the others, and study once its augmented rows are computed', async () => {
    const launched = await launch({});
    expect(launched.parts).toMatchObject([
      { key: 'study', outcome: 'WAITING' },
      { key: 'by-clip', outcome: 'LAUNCHED' },
      { key: 'by-statement', outcome: 'LAUNCHED' },
      { key: 'by-speaker', outcome: 'THERE_ALREADY' },
    ]);
    expect(statuses(launched.meter)).toContainEqual(['study', 'WAITING']);
    expect(statuses(launched.meter)).toContainEqual(['by-clip', 'UNDER_WAY']);
    const features = await api.test.db.prisma.featureSet.findFirstOrThrow({
      where: { datasetVersionId: world.versionId, recipeHash: hashOf(STUDY_162) },
    });
    const repository = new FeatureSetRepository(api.test.db);
    const now = new Date('2026-01-01T00:00:00Z');
    await repository.start(features.id, now);
    await repository.finish(
      features.id,
      { matrixSha256: 'b'.repeat(64), indexSha256: 'b'.repeat(64), rowShape: [162], columnNames: [], failures: [] },
      now,
    );
    await vi.waitFor(async () => expect(statuses(await meter())).toContainEqual(['study', 'UNDER_WAY']), {
      timeout: 10_000,
    });
    const again = await launch({});
    expect(again.parts?.map(({ outcome }) => outcome)).toEqual(Array(4).fill('THERE_ALREADY'));
    expect(again.meter?.canLaunch).toBe(false);
  });

  it('refuses protocols that it does not have, unknown experiments and those of scripts', async () => {
    expect(await launch({ protocols: ['loso'] })).toMatchObject({ __typename: 'InvalidInputError' });
    expect(await launch({ id: 'none' })).toMatchObject({ __typename: 'NotFoundError' });
    const external = await api.make.experiment({ source: 'EXTERNAL', featureSetId: null, architectureId: null });
    expect(await meter(external.id)).toBeNull();
    expect((await launch({ id: external.id })).message).toContain('script');
  });

  it('says which protocols these clips cannot serve', async () => {
    const few = await api.make.dataset({ projectId: world.projectId });
    const version = await api.make.datasetVersion({ datasetId: few.id }, makeClips(32));
    const features = await api.make.featureSet({ datasetVersionId: version.id });
    const { id } = await api.make.experiment({ projectId: world.projectId, featureSetId: features.id });
    const shown = await meter(id);
    const statement = shown?.bars.find(({ protocol }) => protocol === 'by-statement');
    expect(statement).toMatchObject({ status: 'IMPOSSIBLE', reason: expect.stringContaining('one statement only') });
    const { parts } = await launch({ id, protocols: ['by-statement'] });
    expect(parts).toMatchObject([{ key: 'by-statement', outcome: 'REFUSED' }]);
  });
});

describe('describeInflation', () => {
  const bar = (protocol: Protocol['name'], value: number | null, isComplete = true) => ({
    protocol,
    value,
    low: value === null ? null : value - 0.05,
    high: value === null ? null : value + 0.05,
    isComplete,
  });

  it('says how many points the split is worth, each against unheard voices', () => {
    const text = describeInflation([bar('study', 0.72), bar('by-clip', 0.6), bar('by-speaker', 0.41)]).join(' ');
    expect(text).toContain('scores 41.0 % (95 % interval 36.0 % to 46.0 %)');
    expect(text).toContain('It scores 60.0 %, 19.0 points more, when the voices are known');
    expect(text).toContain('It scores 72.0 %, 31.0 points more,');
    expect(text).toContain('12.0 points of which');
  });

  it('says nothing of half-finished figures, nor anything without the honest one', () => {
    expect(describeInflation([bar('study', 0.72), bar('by-speaker', 0.41, false)])).toHaveLength(1);
    expect(describeInflation([bar('study', 0.72, false), bar('by-speaker', 0.41)])).toHaveLength(1);
  });

  it('warns where the intervals overlap', () => {
    expect(describeInflation([bar('by-clip', 0.45), bar('by-speaker', 0.41)]).at(-1)).toContain('overlap');
  });
});
