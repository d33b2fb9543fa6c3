import type { DatasetImportRow, FeatureSetRow, LogLineRow, RunRow, SweepRow } from '@voxboard/db';
import { NotFoundError } from '@voxboard/domain';
import type { Logger } from 'pino';
import type { MetricService } from '../modules/metric/metric.service.js';
import type { MetricSeries } from '../modules/metric/metric.type.js';
import { requireListSize } from '../modules/shared/list-size.js';
import { asUuid, requireUuid } from '../modules/shared/parse-input.js';
import { required } from '../modules/shared/required.js';
import type { Readers } from '../readers.js';
import type { ChangeHub } from './change-hub.js';
import type { Changes } from './change-inbox.js';
import { liveStream } from './live-stream.js';
import { MetricFollower, type MetricFollowing, type MetricReads, sharedMetricReads } from './metric-follower.js';

/** Runs in progress change with every epoch; a table need not be redrawn more often than this. */
const RUN_QUIET_MS = 250;
const LOG_LINES_PER_READING = 1000;

/** What subscriptions send. */
export class LiveService {
  readonly #metrics: MetricReads;

  constructor(
    private readonly hub: ChangeHub,
    private readonly readers: Readers,
    metrics: MetricService,
    private readonly log: Logger,
  ) {
    this.#metrics = sharedMetricReads(metrics);
  }

  /** Runs that changed; nothing is sent until one does. @throws NotFoundError when there is no such project */
  async runs(projectSlug: string, runIds: readonly string[] | null): Promise<AsyncIterable<RunRow>> {
    if (runIds !== null) requireListSize(runIds, 'runIds');
    const project = required(await this.readers.project.bySlug(projectSlug), 'Project', projectSlug);
    const wanted = runIds === null ? null : new Set(runIds.flatMap((id) => asUuid(id) ?? []));
    let isFirst = true;
    return liveStream<RunRow>({
      inbox: this.hub.open([`project-runs:${project.id}`]),
      quietMs: RUN_QUIET_MS,
      log: this.log,
      read: async (changes) => {
        const isStart = isFirst;
        isFirst = false;
        if (isStart) return [];
        return this.#changedRuns(project.id, changes, wanted);
      },
    });
  }

  /** After a gap in the feed, all runs wanted, or those in progress, are taken for changed. */
  async #changedRuns(projectId: string, changes: Changes, wanted: ReadonlySet<string> | null): Promise<RunRow[]> {
    if (changes === 'all' && wanted === null) {
      const page = await this.readers.runPage.page(
        projectId,
        {},
        { field: 'CREATED_AT', direction: 'DESC' },
        { first: 100 },
      );
      return page.edges.map((edge) => edge.node);
    }
    const ids = changes === 'all' ? [...(wanted ?? [])] : [...changes].filter((id) => wanted?.has(id) ?? true);
    if (ids.length === 0) return [];
    return (await this.readers.run.byIds(ids)).flatMap((run) => (run?.projectId === projectId ? [run] : []));
  }

  /** Sweeps that changed; nothing is sent until one does. @throws NotFoundError when there is no such project */
  async sweeps(projectSlug: string): Promise<AsyncIterable<SweepRow>> {
    const project = required(await this.readers.project.bySlug(projectSlug), 'Project', projectSlug);
    let isFirst = true;
    return liveStream<SweepRow>({
      inbox: this.hub.open([`project-sweeps:${project.id}`]),
      quietMs: RUN_QUIET_MS,
      log: this.log,
      read: async (changes) => {
        const isStart = isFirst;
        isFirst = false;
        if (isStart) return [];
        if (changes === 'all') return (await this.readers.sweep.page(project.id, {})).edges.map(({ node }) => node);
        return (await this.readers.sweep.byIds([...changes])).flatMap((sweep) => sweep ?? []);
      },
    });
  }

  /** New points of runs. @throws InvalidInputError */
  metricsOf(runIds: readonly string[], following: MetricFollowing): AsyncIterable<readonly MetricSeries[]> {
    requireListSize(runIds, 'runIds');
    const ids = [...new Set(runIds.flatMap((id) => asUuid(id) ?? []))];
    const follower = new MetricFollower(this.#metrics, following);
    return liveStream<readonly MetricSeries[]>({
      inbox: this.hub.open(ids.map((id) => `run-metrics:${id}` as const)),
      log: this.log,
      read: async (changes) => {
        const series = await follower.read(changes === 'all' ? ids : [...changes]);
        return series.length === 0 ? [] : [series];
      },
    });
  }

  /** Lines after a number: those there are at once, then new ones. @throws NotFoundError */
  async logOf(id: string, afterNumber: number): Promise<AsyncIterable<readonly LogLineRow[]>> {
    const runId = requireUuid('Run', id);
    const [run] = await this.readers.run.byIds([runId]);
    required(run, 'Run', runId);
    let last = afterNumber;
    return liveStream<readonly LogLineRow[]>({
      inbox: this.hub.open([`run-log:${runId}`]),
      log: this.log,
      read: async () => {
        const parts: LogLineRow[][] = [];
        for (;;) {
          const lines = await this.readers.runLog.after(runId, last, LOG_LINES_PER_READING);
          if (lines.length > 0) parts.push(lines);
          last = lines.at(-1)?.number ?? last;
          if (lines.length < LOG_LINES_PER_READING) return parts;
        }
      },
    });
  }

  /** The import now and after every change, until it has ended. @throws NotFoundError */
  import(id: string): Promise<AsyncIterable<DatasetImportRow>> {
    const importId = requireUuid('Import', id);
    return this.#job('Import', `import:${importId}`, async () => {
      const [row] = await this.readers.datasetImport.byIds([importId]);
      return row ?? null;
    });
  }

  /** The feature set now and after every change, until it is computed, failed or canceled. @throws NotFoundError */
  featureSet(id: string): Promise<AsyncIterable<FeatureSetRow>> {
    const featureSetId = requireUuid('Feature set', id);
    return this.#job('Feature set', `feature-set:${featureSetId}`, async () => {
      const [row] = await this.readers.featureSet.byIds([featureSetId]);
      return row ?? null;
    });
  }

  async #job<Row extends { readonly id: string; readonly status: string }>(
    kind: string,
    topic: `import:${string}` | `feature-set:${string}`,
    read: () => Promise<Row | null>,
  ): Promise<AsyncIterable<Row>> {
    if ((await read()) === null) throw new NotFoundError(kind, topic.slice(topic.indexOf(':') + 1));
    return liveStream<Row>({
      inbox: this.hub.open([topic]),
      log: this.log,
      isLast: (row) => row.status !== 'QUEUED' && row.status !== 'RUNNING',
      read: async () => {
        const row = await read();
        return row ? [row] : [];
      },
    });
  }
}
