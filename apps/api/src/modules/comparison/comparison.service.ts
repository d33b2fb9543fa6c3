import type { RunRow } from '@voxboard/db';
import type { Loaders } from '../../loaders.js';
import type { SeriesDelta } from '../delta/delta.type.js';
import type { MetricService, RunMetricSummary, SeriesSelection } from '../metric/metric.service.js';
import { requireListSize } from '../shared/list-size.js';
import type { ComparedMetric, ComparedParam, RunComparison } from './run-comparison.type.js';

type Selection = Pick<SeriesSelection, 'keys' | 'splits' | 'resolution'>;

/** Runs side by side: as many statements for fifty runs as for two. */
export class ComparisonService {
  constructor(private readonly metric: MetricService) {}

  /** @throws InvalidInputError */
  async compare(runIds: readonly string[], selection: Selection, loaders: Loaders): Promise<RunComparison> {
    requireListSize(runIds, 'runIds');
    const asked = [...new Set(runIds)];
    const found = await Promise.all(asked.map((id) => loaders.run.load(id)));
    const runs = found.filter((run): run is RunRow => run !== null && run.deletedAt === null);
    const ids = runs.map(({ id }) => id);
    let read: Promise<SeriesDelta> | null = null;
    const delta = () => {
      read ??= this.metric.delta(ids, selection, null);
      return read;
    };
    return {
      runs,
      missingIds: asked.filter((_, i) => !runs.some((run) => run === found[i])),
      params: () => comparedParams(runs),
      metrics: async () => {
        const { keys = null, splits = null } = selection;
        return comparedMetrics(await this.metric.summaries(ids, { keys, splits }));
      },
      series: async () => [...(await delta()).replaced],
      cursor: async () => (await delta()).cursor,
    };
  }
}

/** @param summaries of each run */
export function comparedMetrics(summaries: readonly (readonly RunMetricSummary[])[]): ComparedMetric[] {
  const rows = new Map<string, { first: RunMetricSummary; ofRuns: (RunMetricSummary | null)[] }>();
  for (const [i, ofRun] of summaries.entries()) {
    for (const summary of ofRun) {
      const name = `${summary.key}\n${summary.split}`;
      const row = rows.get(name) ?? { first: summary, ofRuns: summaries.map(() => null) };
      row.ofRuns[i] = summary;
      rows.set(name, row);
    }
  }
  return [...rows.values()]
    .sort((a, b) => compareText(a.first.key, b.first.key) || compareText(a.first.split, b.first.split))
    .map(({ first: { key, split, isLowerBetter }, ofRuns }) => ({
      key,
      split,
      isLowerBetter,
      summaries: ofRuns,
      bestRunId: bestOf(ofRuns, isLowerBetter),
    }));
}

function bestOf(ofRuns: readonly (RunMetricSummary | null)[], isLowerBetter: boolean): string | null {
  const valued = ofRuns.flatMap((summary) =>
    summary?.best == null ? [] : [{ id: summary.runId, best: summary.best }],
  );
  const values = valued.map(({ best }) => best);
  const best = isLowerBetter ? Math.min(...values) : Math.max(...values);
  const winners = valued.filter((one) => one.best === best);
  return winners.length === 1 ? (winners[0]?.id ?? null) : null;
}

export function comparedParams(runs: readonly Pick<RunRow, 'params'>[]): ComparedParam[] {
  const ofRuns = runs.map(({ params }) => new Map(isRecord(params) ? Object.entries(params) : []));
  const names = [...new Set(ofRuns.flatMap((params) => [...params.keys()]))].sort(compareText);
  return names.map((name) => {
    const texts = new Set(ofRuns.map((params) => (params.has(name) ? JSON.stringify(params.get(name)) : '')));
    return { name, values: ofRuns.map((params) => params.get(name) ?? null), isSame: texts.size === 1 };
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
