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

/** Seconds until a run in training has done its epochs at its pace so far; null before the first, and without an end. */
export function secondsLeft(elapsed: number | null, epochsDone: number, epochCount: number | null): number | null {
  if (epochCount === null || epochsDone < 1 || epochsDone >= epochCount || elapsed === null || elapsed <= 0)
    return null;
  return (elapsed / epochsDone) * (epochCount - epochsDone);
}

/** Whether a run is still called as launching called it: its experiment and its part say the same. */
export function hasGivenName(run: {
  readonly name: string;
  readonly foldIndex: number | null;
  readonly seed: number | null;
  readonly experiment: { readonly name: string };
}): boolean {
  const { name, foldIndex, seed, experiment } = run;
  return foldIndex === null || name !== `${experiment.name} · fold ${foldIndex + 1} · seed ${seed}`;
}

/** The name of a sweep's trial in two parts, so that a long one is cut before its number; else the name and nothing. */
export function splitTrialName(name: string): readonly [name: string, trial: string] {
  const at = name.search(/ · trial \d+$/);
  return at <= 0 ? [name, ''] : [name.slice(0, at), name.slice(at)];
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
