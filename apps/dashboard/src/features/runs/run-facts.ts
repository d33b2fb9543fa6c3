import { decodeMetricValue } from '@voxboard/graphql-client/metric-value';
import type { RunRowFragment, Split } from '../../generated/graphql';

/** A headline metric of the row; null when the run has not logged it. */
export function headlineMetric(
  run: Pick<RunRowFragment, 'headline'>,
  key: string,
  split: Split,
  aggregate: 'last' | 'best' = 'last',
): number | null {
  const summary = run.headline.find((metric) => metric.key === key && metric.split === split);
  return summary ? decodeMetricValue(summary[aggregate]) : null;
}

/** What people call a run: its experiment, and which part of it. */
export function runLabel(
  run: Parameters<typeof foldLabel>[0] & { readonly experiment: { readonly name: string } },
): string {
  const fold = foldLabel(run);
  return fold === null ? run.experiment.name : `${run.experiment.name} · ${fold}`;
}

/** Which part of its experiment a run is, people counting from one; null where an outside script said nothing. */
export function foldLabel(run: {
  readonly foldIndex: number | null;
  readonly seed: number | null;
  readonly experiment: { readonly plannedFolds: number };
}): string | null {
  const parts: string[] = [];
  if (run.foldIndex !== null && run.experiment.plannedFolds > 1) {
    parts.push(`fold ${run.foldIndex + 1}/${run.experiment.plannedFolds}`);
  }
  if (run.seed !== null) parts.push(`seed ${run.seed}`);
  return parts.length === 0 ? null : parts.join(' · ');
}
