import type { MetricService } from '../modules/metric/metric.service.js';
import type { MetricSeries } from '../modules/metric/metric.type.js';
import { SharedReads } from './shared-reads.js';

export interface MetricFollowing {
  /** null: all. */
  readonly keys: readonly string[] | null;
  /** The subscriber has everything up to this step; null: it wants only what comes from now on. */
  readonly sinceStep: number | null;
}

/** A subscriber that was away long gets the way in between thinned to so many points. */
const MAX_POINTS = 10_000;
const BEFORE_ALL_STEPS = -1;

/** What followers read. */
export type MetricReads = Pick<MetricService, 'summaries' | 'series'>;

/** The same reads, one for all followers that ask for the same at the same moment. */
export function sharedMetricReads(metrics: MetricReads): MetricReads {
  const summaries = new SharedReads<Awaited<ReturnType<MetricReads['summaries']>>>();
  const series = new SharedReads<MetricSeries[]>();
  return {
    summaries: (runIds, selection) =>
      summaries.read(JSON.stringify([runIds, selection]), () => metrics.summaries(runIds, selection)),
    series: (runIds, selection) =>
      series.read(JSON.stringify([runIds, selection]), () => metrics.series(runIds, selection)),
  };
}

/** Remembers how far one subscriber has each series, and reads what lies beyond. */
export class MetricFollower {
  readonly #lastSteps = new Map<string, number>();
  #isStarted = false;

  constructor(
    private readonly metrics: MetricReads,
    private readonly following: MetricFollowing,
  ) {}

  /** New points of these runs. Points that were logged late, at steps already passed, are not among them. */
  async read(runIds: readonly string[]): Promise<MetricSeries[]> {
    const summaries = (await this.metrics.summaries(runIds, { keys: this.following.keys, splits: null })).flat();
    if (!this.#isStarted) {
      this.#isStarted = true;
      // What is there now was asked for from a step on; series that begin later are sent from their beginning.
      for (const summary of summaries) {
        this.#lastSteps.set(nameOf(summary), this.following.sinceStep ?? summary.lastStep ?? BEFORE_ALL_STEPS);
      }
    }
    const ahead = summaries.filter((summary) => (summary.lastStep ?? BEFORE_ALL_STEPS) > this.#lastStepOf(summary));
    if (ahead.length === 0) return [];
    const found = await this.metrics.series([...new Set(ahead.map((summary) => summary.runId))], {
      keys: [...new Set(ahead.map((summary) => summary.key))],
      sinceStep: Math.min(...ahead.map((summary) => this.#lastStepOf(summary))),
      resolution: MAX_POINTS,
    });
    return found.flatMap((series) => this.#beyond(series));
  }

  #beyond(series: MetricSeries): MetricSeries[] {
    const since = this.#lastStepOf(series);
    const from = series.steps.findIndex((step) => step > since);
    if (from < 0) return [];
    if (series.lastStep !== null) this.#lastSteps.set(nameOf(series), series.lastStep);
    return [
      {
        ...series,
        steps: series.steps.slice(from),
        values: series.values.slice(from),
        timestampsMs: series.timestampsMs.slice(from),
        totalCount: series.isThinned ? series.totalCount : series.totalCount - from,
      },
    ];
  }

  #lastStepOf(series: Pick<MetricSeries, 'runId' | 'key' | 'split'>): number {
    return this.#lastSteps.get(nameOf(series)) ?? BEFORE_ALL_STEPS;
  }
}

function nameOf({ runId, key, split }: Pick<MetricSeries, 'runId' | 'key' | 'split'>): string {
  return `${runId} ${split} ${key}`;
}
