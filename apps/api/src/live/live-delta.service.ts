import type { Logger } from 'pino';
import type { RunDelta, SeriesDelta } from '../modules/delta/delta.type.js';
import type { RunDeltaService } from '../modules/delta/run-delta.service.js';
import type { MetricService, SeriesSelection } from '../modules/metric/metric.service.js';
import { requireListSize } from '../modules/shared/list-size.js';
import { asUuid } from '../modules/shared/parse-input.js';
import { required } from '../modules/shared/required.js';
import type { Readers } from '../readers.js';
import type { ChangeHub } from './change-hub.js';
import { liveStream } from './live-stream.js';
import { SharedReads } from './shared-reads.js';

const RUN_QUIET_MS = 250;
const RUNS_AN_EVENT = 200;

/** Subscriptions that carry a cursor. Their state is the cursor alone, so that any replica can go on. */
export class LiveDeltaService {
  /** A notice wakes all who follow a run, and most of them are equally far. */
  readonly #seriesReads = new SharedReads<SeriesDelta>();
  readonly #runReads = new SharedReads<RunDelta>();

  constructor(
    private readonly hub: ChangeHub,
    private readonly readers: Readers,
    private readonly metrics: MetricService,
    private readonly runDeltas: RunDeltaService,
    private readonly log: Logger,
  ) {}

  /** @throws InvalidInputError */
  async series(
    runIds: readonly string[],
    selection: SeriesSelection,
    after: string | null,
  ): Promise<AsyncIterable<SeriesDelta>> {
    requireListSize(runIds, 'runIds');
    const ids = [...new Set(runIds.flatMap((id) => asUuid(id) ?? []))];
    const read = (changed: readonly string[], cursor: string | null) =>
      this.#seriesReads.read(JSON.stringify([changed, selection, cursor]), () =>
        this.metrics.delta(changed, selection, cursor),
      );
    const inbox = this.hub.open(ids.map((id) => `run-metrics:${id}` as const));
    // The first reading is made here, so that what is wrong with the arguments refuses the subscription.
    const first = await read(ids, after).catch((error: unknown) => {
      inbox.close();
      throw error;
    });
    let cursor = first.cursor;
    let isFirst = true;
    return liveStream<SeriesDelta>({
      inbox,
      log: this.log,
      read: async (changes) => {
        const delta = await read(changes === 'all' ? ids : [...changes], cursor);
        cursor = delta.cursor;
        const news = delta.appended.length + delta.replaced.length > 0 ? [delta] : [];
        if (!isFirst) return news;
        isFirst = false;
        return [first, ...news];
      },
    });
  }

  /** @throws NotFoundError, InvalidInputError */
  async runs(projectSlug: string, after: string | null): Promise<AsyncIterable<RunDelta>> {
    const project = required(await this.readers.project.bySlug(projectSlug), 'Project', projectSlug);
    const read = (cursor: string | null) =>
      this.#runReads.read(JSON.stringify([project.id, cursor]), () =>
        this.runDeltas.ofProject(project.id, cursor, RUNS_AN_EVENT),
      );
    const inbox = this.hub.open([`project-runs:${project.id}`]);
    const first = await read(after).catch((error: unknown) => {
      inbox.close();
      throw error;
    });
    let cursor = first.cursor;
    let unsent: RunDelta[] = [first];
    return liveStream<RunDelta>({
      inbox,
      quietMs: RUN_QUIET_MS,
      log: this.log,
      read: async () => {
        const delta = await read(cursor);
        cursor = delta.cursor;
        if (delta.hasMore) inbox.putAll();
        const sent = delta.runs.length + delta.removedIds.length > 0 ? [...unsent, delta] : unsent;
        unsent = [];
        return sent;
      },
    });
  }
}
