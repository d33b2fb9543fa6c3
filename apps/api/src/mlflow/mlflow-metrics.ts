import type { MetricStore } from '@voxboard/db';
import type { MetricColumn } from '@voxboard/domain';
import { z } from 'zod';
import type { SignsOfLife } from '../modules/metric/signs-of-life.js';
import { metricNameOf, seriesOf } from './metric-name.js';
import { invalidParameter } from './mlflow.errors.js';
import type { MlflowAccess } from './mlflow-access.js';
import { fromMlflowId, toMlflowId } from './mlflow-ids.js';
import {
  CountSchema,
  IdSchema,
  MetricSchema,
  type MlflowMetric,
  ParamSchema,
  parseRequest,
  RunIdSchema,
  StepSchema,
  TagSchema,
  toRecord,
} from './mlflow-input.js';
import type { MlflowRuns } from './mlflow-runs.js';
import { jsonNumber } from './mlflow-shapes.js';

/** As in MLflow's own validation. */
const MAX_METRICS = 1000;
const MAX_PARAMS = 100;
const MAX_TAGS = 100;
const MAX_ENTITIES = 1000;
const MAX_HISTORY = 25_000;
const MAX_BULK_RUNS = 100;

const Batch = z.object({
  metrics: z.array(MetricSchema).max(MAX_METRICS).nullish(),
  params: z.array(ParamSchema).max(MAX_PARAMS).nullish(),
  tags: z.array(TagSchema).max(MAX_TAGS).nullish(),
});
const History = z.object({
  metric_key: z.string().min(1).max(250),
  max_results: CountSchema(1_000_000).nullish(),
  page_token: z.string().max(20).nullish(),
});
const Bulk = z.object({
  run_id: z.union([IdSchema, z.array(IdSchema)]).nullish(),
  run_ids: z.union([IdSchema, z.array(IdSchema)]).nullish(),
  metric_key: z.string().min(1).max(250),
  start_step: StepSchema.nullish(),
  end_step: StepSchema.nullish(),
  max_results: CountSchema(MAX_HISTORY).nullish(),
});

export class MlflowMetrics {
  constructor(
    private readonly store: MetricStore,
    private readonly runs: MlflowRuns,
    private readonly life: SignsOfLife,
  ) {}

  async logMetric(body: unknown, access: MlflowAccess) {
    const { row } = await this.runs.requireEditable(parseRequest(RunIdSchema, body), access);
    await this.#append(row.id, row.projectId, [parseRequest(MetricSchema, body)]);
    return {};
  }

  /** Everything is checked before anything is stored. */
  async logBatch(body: unknown, access: MlflowAccess) {
    const { row } = await this.runs.requireEditable(parseRequest(RunIdSchema, body), access);
    const { metrics, params, tags } = parseRequest(Batch, body);
    const entities = (metrics?.length ?? 0) + (params?.length ?? 0) + (tags?.length ?? 0);
    if (entities > MAX_ENTITIES) {
      throw invalidParameter(`A batch logging request can contain at most ${MAX_ENTITIES} metrics, params and tags.`);
    }
    const values = toRecord(params ?? []);
    const changed = (params ?? []).find(({ key, value }) => values[key] !== value);
    if (changed) throw invalidParameter(`Duplicate parameter keys have been submitted: ['${changed.key}'].`);
    await this.runs.addParams(row.id, values);
    await this.runs.setTags(row.id, toRecord(tags ?? []));
    await this.#append(row.id, row.projectId, metrics ?? []);
    return {};
  }

  async history(query: unknown, access: MlflowAccess) {
    access.requireReading();
    const { row } = await this.runs.require(parseRequest(RunIdSchema, query), access);
    const { metric_key: name, max_results: most, page_token: token } = parseRequest(History, query);
    const { key, split } = seriesOf(name);
    const since = token ? Number(token) : -1;
    if (!Number.isInteger(since) || since < -1) throw invalidParameter('Invalid page token.');
    const [series] = await this.store.readSeries({ runIds: [row.id], keys: [key], splits: [split], sinceStep: since });
    const count = Math.min(series?.steps.length ?? 0, most ?? MAX_HISTORY);
    const metrics = series === undefined ? [] : pointsOf(series, count);
    const isMore = series !== undefined && count < series.steps.length;
    return { metrics, ...(isMore && { next_page_token: String(series.steps[count - 1]) }) };
  }

  /** Of several runs, thinned to so many points a run. */
  async bulk(query: unknown, access: MlflowAccess) {
    const wanted = parseRequest(Bulk, query);
    const ids = [wanted.run_ids ?? [], wanted.run_id ?? []].flat();
    if (ids.length === 0 || ids.length > MAX_BULK_RUNS) {
      throw invalidParameter(`GetMetricHistoryBulk takes 1 to ${MAX_BULK_RUNS} run_ids, got ${ids.length}.`);
    }
    const rows = await this.runs.readable(ids, access);
    const { key, split } = seriesOf(wanted.metric_key);
    const all = await this.store.readSeries({
      runIds: rows.map(({ id }) => id),
      keys: [key],
      splits: [split],
      ...(wanted.start_step != null && { fromStep: wanted.start_step }),
      ...(wanted.end_step != null && { toStep: wanted.end_step }),
      resolution: Math.max(3, wanted.max_results ?? 2500),
    });
    const order = new Map(ids.map((id, i) => [fromMlflowId(id), i]));
    const sorted = [...all].sort((a, b) => (order.get(a.runId) ?? 0) - (order.get(b.runId) ?? 0));
    return {
      metrics: sorted.flatMap((series) =>
        pointsOf(series, series.steps.length).map((point) => ({ ...point, run_id: toMlflowId(series.runId) })),
      ),
    };
  }

  async #append(runId: string, projectId: string, metrics: readonly MlflowMetric[]): Promise<void> {
    if (metrics.length === 0) return;
    await this.store.append(runId, projectId, columnsOf(metrics));
    await this.life.heard(runId);
  }
}

interface Points {
  readonly key: string;
  readonly split: 'TRAIN' | 'VALIDATION' | 'TEST';
  readonly steps: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly timestampsMs: ArrayLike<number>;
}

function pointsOf(series: Points, count: number) {
  const key = metricNameOf(series);
  return Array.from({ length: count }, (_, i) => ({
    key,
    value: jsonNumber(series.values[i] ?? Number.NaN),
    timestamp: series.timestampsMs[i],
    step: series.steps[i],
  }));
}

/** One column a series. Where a step comes twice, the later of the request is kept. */
function columnsOf(metrics: readonly MlflowMetric[]): MetricColumn[] {
  const columns = new Map<string, { series: ReturnType<typeof seriesOf>; points: MlflowMetric[] }>();
  for (const metric of metrics) {
    const column = columns.get(metric.key);
    if (column) column.points.push(metric);
    else columns.set(metric.key, { series: seriesOf(metric.key), points: [metric] });
  }
  return [...columns.values()].map(({ series, points }) => ({
    ...series,
    steps: points.map(({ step }) => step),
    values: points.map(({ value }) => value),
    timestampsMs: points.map(({ timestamp }) => timestamp),
  }));
}
