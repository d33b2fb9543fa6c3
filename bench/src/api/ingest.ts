import { performance } from 'node:perf_hooks';
import type { RootDatabase } from '@voxboard/db';
import type { MetricColumn } from '@voxboard/domain';
import { z } from 'zod';
import type { BatchShape } from '../store/bench-points.js';
import { median, timed } from '../store/measure.js';
import { insertRows, nextSeries } from '../store/raw-rows.js';
import { asColumns, asPackedColumns, asPoints, BatchMaker } from './bench-shapes.js';
import type { MlflowPeer } from './mlflow-peer.js';
import type { TrackioPeer } from './trackio-peer.js';
import { LOG, type VoxboardApi } from './voxboard-api.js';

/** Those who take part; null where a peer could not be set up. */
export interface Contestants {
  readonly api: VoxboardApi;
  readonly db: RootDatabase;
  readonly projectSlug: string;
  readonly mlflow: MlflowPeer | null;
  readonly trackio: TrackioPeer | null;
}

/** Median milliseconds a call; null for who did not take part. */
export interface IngestResult {
  readonly json: number;
  readonly packed: number;
  readonly mlflow: number | null;
  readonly trackio: number | null;
  readonly unnest: number;
}

export interface IngestPlan {
  readonly shape: BatchShape;
  readonly rounds: number;
  readonly callsARound: number;
  /** Peers that take seconds a call are left out of the largest batches. */
  readonly withPeers: boolean;
}

type Contestant = (batch: readonly MetricColumn[]) => Promise<unknown>;

/** One client of each, taking turns within the same seconds; every point is read back at the end. */
export async function measureIngest(parts: Contestants, plan: IngestPlan): Promise<IngestResult> {
  const { api, db, mlflow, trackio, projectSlug } = parts;
  const [jsonRun, packedRun] = [await api.createRun(projectSlug), await api.createRun(projectSlug)];
  const mlflowRun = plan.withPeers ? await mlflow?.createRun() : undefined;
  const firstSeries = await nextSeries(db);
  const contestants: Record<string, Contestant | null> = {
    json: (batch) => api.ask(LOG, { input: { runId: jsonRun, columns: asColumns(batch) } }),
    packed: (batch) => api.ask(LOG, { input: { runId: packedRun, packedColumns: asPackedColumns(batch) } }),
    mlflow: mlflow && mlflowRun !== undefined ? (batch) => mlflow.log(mlflowRun, asPoints(batch)) : null,
    trackio: trackio && plan.withPeers ? (batch) => trackio.log(jsonRun, asPoints(batch)) : null,
    unnest: (batch) => insertRows(db, firstSeries, batch),
  };
  const times = await takeTurns(contestants, plan);
  const points = plan.rounds * plan.callsARound * plan.shape.series * plan.shape.pointsEach;
  for (const runId of [jsonRun, packedRun]) await expectStored(api, runId, points);
  const of = (name: string) => (contestants[name] ? median(times.get(name) ?? []) : null);
  return {
    json: of('json') ?? Number.NaN,
    packed: of('packed') ?? Number.NaN,
    mlflow: of('mlflow'),
    trackio: of('trackio'),
    unnest: of('unnest') ?? Number.NaN,
  };
}

/** Epochs logged one after the other to a run of their own: milliseconds of each. */
export async function logEpochs({ api, projectSlug }: Contestants, calls: number): Promise<number[]> {
  const runId = await api.createRun(projectSlug);
  const maker = new BatchMaker({ series: 4, pointsEach: 1 });
  return timed(calls, () => api.ask(LOG, { input: { runId, columns: asColumns(maker.next()) } }));
}

/** Each has its own batches, alike; who goes first changes with every round. The first round only warms up. */
async function takeTurns(
  contestants: Readonly<Record<string, Contestant | null>>,
  { shape, rounds, callsARound }: IngestPlan,
): Promise<Map<string, number[]>> {
  const names = Object.keys(contestants).filter((name) => contestants[name]);
  const makers = new Map(names.map((name) => [name, new BatchMaker(shape)]));
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const batches = Array.from({ length: callsARound }, () => makers.get(name)?.next() ?? []);
      const taken = await timed(callsARound, (i) => contestants[name]?.(batches[i] ?? []) ?? Promise.resolve());
      if (round > 0) times.get(name)?.push(...taken);
    }
  }
  return times;
}

const CountsSchema = z.object({ run: z.object({ metrics: z.array(z.object({ count: z.number() })) }) });

async function expectStored(api: VoxboardApi, runId: string, points: number): Promise<void> {
  const answer = await api.ask('query($id: ID!) { run(id: $id) { metrics { count } } }', { id: runId });
  const stored = CountsSchema.parse(answer).run.metrics.reduce((sum, { count }) => sum + count, 0);
  if (stored !== points) throw new Error(`${points} points were sent, ${stored} can be read`);
}

/** Points a second of several clients together, each with a run of its own; every point is read back at the end. */
export async function measureClients(
  { api, projectSlug }: Contestants,
  clients: number,
  calls: number,
  shape: BatchShape,
): Promise<number> {
  const work = await Promise.all(
    Array.from({ length: clients }, async () => {
      const runId = await api.createRun(projectSlug);
      const maker = new BatchMaker(shape);
      const inputs = Array.from({ length: calls }, () => ({
        input: { runId, packedColumns: asPackedColumns(maker.next()) },
      }));
      return { runId, inputs };
    }),
  );
  const begun = performance.now();
  await Promise.all(
    work.map(async ({ inputs }) => {
      for (const input of inputs) await api.ask(LOG, input);
    }),
  );
  const elapsedMs = performance.now() - begun;
  const points = calls * shape.series * shape.pointsEach;
  for (const { runId } of work) await expectStored(api, runId, points);
  return (clients * points * 1000) / elapsedMs;
}

export interface CornerResult {
  /** Points a second of one client that logs 100 series × 10 points a call. */
  readonly wide: number;
  /** … of eight clients in the same ten series of one run, 1,000 points a call. */
  readonly sameSeries: number;
  /** … of a client that logs 1,000 points a call which are all there already, as a resumed run does. */
  readonly repeated: number;
}

/** Ways of logging that a store might be bad at. */
export async function measureCorners({ api, projectSlug }: Contestants): Promise<CornerResult> {
  const send = (runId: string, maker: BatchMaker) =>
    api.ask(LOG, { input: { runId, packedColumns: asPackedColumns(maker.next()) } });
  const wideRun = await api.createRun(projectSlug);
  const wideMaker = new BatchMaker({ series: 100, pointsEach: 10 });
  const wideMs = median((await timed(25, () => send(wideRun, wideMaker))).slice(5));
  await expectStored(api, wideRun, 25_000);

  const shape = { series: 10, pointsEach: 100 };
  const sharedRun = await api.createRun(projectSlug);
  const sharedMaker = new BatchMaker(shape);
  const begun = performance.now();
  await Promise.all(Array.from({ length: 8 }, () => timed(25, () => send(sharedRun, sharedMaker))));
  const sharedMs = performance.now() - begun;
  await expectStored(api, sharedRun, 200_000);

  const resumedRun = await api.createRun(projectSlug);
  const before = new BatchMaker(shape);
  await timed(20, () => send(resumedRun, before));
  const again = new BatchMaker(shape);
  const repeatedMs = median(await timed(20, () => send(resumedRun, again)));
  await expectStored(api, resumedRun, 20_000);
  return { wide: 1e6 / wideMs, sameSeries: (200_000 * 1000) / sharedMs, repeated: 1e6 / repeatedMs };
}
