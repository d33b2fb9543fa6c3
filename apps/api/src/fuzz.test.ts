import { newId } from '@voxboard/db';
import { Rng } from '@voxboard/domain';
import { makeClips } from '@voxboard/testkit';
import type { GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from './schema.js';
import { type ApiUnderTest, startTestApi } from './testing/api-under-test.js';
import { garble, RequestMaker } from './testing/random-request.js';
import { type RawAnswer, rawRequest } from './testing/raw-request.js';

const CASES = 750;
const AT_ONCE = 4;

describe('whatever is sent', () => {
  let api: ApiUnderTest;
  let schema: GraphQLSchema;
  let known: Record<string, string[]>;

  beforeAll(async () => {
    schema = await createSchema();
    api = await startTestApi();
    const project = await api.make.project({ slug: 'demo' });
    const dataset = await api.make.dataset({ projectId: project.id, name: 'ravdess' });
    const version = await api.make.datasetVersion({ datasetId: dataset.id }, makeClips(40));
    const featureSet = await api.make.featureSet({ datasetVersionId: version.id });
    const experiment = await api.make.experiment({ projectId: project.id, featureSetId: featureSet.id });
    const architectures = await api.test.db.prisma.architecture.findMany();
    const split = await api.make.splitPlan({ datasetVersionId: version.id });
    const queued = await api.make.run({
      experimentId: experiment.id,
      source: 'LAUNCHED',
      status: 'QUEUED',
      splitPlanId: split.id,
      foldIndex: 0,
      seed: 0,
    });
    await api.test.db.prisma.launchRequest.create({ data: { id: newId(), runId: queued.id } });
    const scripts = await Promise.all(Array.from({ length: 20 }, () => api.make.run({ projectId: project.id })));
    const clips = await api.test.db.prisma.clip.findMany({ take: 3 });
    const runIds = [queued, ...scripts].map(({ id }) => id);
    known = {
      id: [project, dataset, version, featureSet, experiment, ...clips, ...architectures]
        .map(({ id }) => id)
        .concat(runIds),
      ids: runIds,
      runId: runIds,
      runIds,
      slug: ['demo'],
      projectSlug: ['demo'],
      datasetVersionId: [version.id],
      featureSetId: [featureSet.id],
      experimentId: [experiment.id],
      architectureId: architectures.map(({ id }) => id),
      protocolHash: [experiment.protocolHash ?? ''],
      protocol: ['by-speaker'],
      preset: ['study-162', 'voxboard-803'],
      key: ['loss', 'uar'],
      keys: ['loss', 'uar'],
      name: ['by-speaker', 'by-clip', 'study', 'a name'],
      format: ['ravdess', 'manifest'],
      experiment: ['mine'],
    };
  });
  afterAll(() => api.close());

  const send = (body: string) =>
    rawRequest(`${api.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

  /** Sends many bodies, a few at a time, and hands each answer over with what it answers. */
  const sendAll = async (bodies: readonly string[], check: (answer: RawAnswer, body: string) => void) => {
    for (let i = 0; i < bodies.length; i += AT_ONCE) {
      const batch = bodies.slice(i, i + AT_ONCE);
      const answers = await Promise.all(batch.map(send));
      for (const [at, body] of batch.entries()) {
        const answer = answers[at];
        if (answer) check(answer, body);
      }
    }
  };
  /** How often each type, status and code was answered: shows that the requests get somewhere. */
  const answered = new Map<string, number>();
  const count = (name: string) => answered.set(name, (answered.get(name) ?? 0) + 1);
  const isInOrder = ({ status, body }: RawAnswer, sent: string) => {
    const text = body.toString();
    count(String(status));
    for (const [, name = ''] of text.matchAll(/"(?:__typename|code)":"(\w+)"/g)) count(name);
    const complaint = `status ${status}\nsent: ${sent.slice(0, 3000)}\ngot: ${text.slice(0, 2000)}\nlogged: ${api.logged.at(-1)}`;
    expect(status, complaint).toBeLessThan(500);
    expect(text.includes('"INTERNAL"'), complaint).toBe(false);
    expect(() => JSON.parse(text), complaint).not.toThrow();
  };

  it.each([1, 2, 3])(
    `is answered in order when it is valid but senseless (seed %i, ${CASES} requests)`,
    async (seed) => {
      const maker = new RequestMaker(schema, new Rng(seed), known);
      await sendAll(
        Array.from({ length: CASES }, () => JSON.stringify(maker.next())),
        isInOrder,
      );
    },
    300_000,
  );

  it(`is refused in order when it is broken (seed 4, ${CASES} requests)`, async () => {
    const rng = new Rng(4);
    const maker = new RequestMaker(schema, rng, known);
    const bodies = Array.from({ length: CASES }, () => {
      const { query, variables } = maker.next();
      return rng.below(3) === 0
        ? garble(JSON.stringify({ query, variables }), rng)
        : JSON.stringify({ query: garble(query, rng), variables });
    });
    await sendAll(bodies, isInOrder);
  }, 300_000);

  it('reaches every kind of thing, and refusals as well as successes', () => {
    const wanted = [
      '200',
      '400',
      'Run',
      'Experiment',
      'FeatureSet',
      'CreateRunSuccess',
      'LogMetricsSuccess',
      'InvalidInputError',
      'NotFoundError',
      'AlreadyExistsError',
      'IllegalTransitionError',
      'INVALID_INPUT',
      'QUERY_TOO_LARGE',
    ];
    expect(wanted.filter((name) => !answered.has(name))).toEqual([]);
    expect(answered.get('200')).toBeGreaterThan(CASES);
  });

  it('leaves the server working, with no internal error in its log', async () => {
    expect(api.logged.filter((line) => line.includes('a request failed'))).toEqual([]);
    expect(await api.ask('{ project(slug: "demo") { slug } }')).toEqual({ project: { slug: 'demo' } });
  });
});
