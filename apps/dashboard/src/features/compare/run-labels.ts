import { foldLabel } from '../runs';

interface Labelled {
  readonly id: string;
  readonly name: string;
  readonly foldIndex: number | null;
  readonly seed: number | null;
  readonly experiment: { readonly id: string; readonly name: string; readonly plannedFolds: number };
}

/** The shortest names that tell the runs apart: what all of them share is left out. */
export function labelRuns(runs: readonly Labelled[]): ReadonlyMap<string, string> {
  const isOneExperiment = new Set(runs.map(({ experiment }) => experiment.id)).size === 1;
  const isOneEach = new Set(runs.map(({ experiment }) => experiment.name)).size === runs.length;
  const labels = new Map(
    runs.map((run) => {
      const fold = foldLabel(run) ?? run.name;
      if (runs.length > 1 && isOneExperiment) return [run.id, fold] as const;
      return [run.id, isOneEach ? run.experiment.name : `${run.experiment.name} · ${fold}`] as const;
    }),
  );
  // Scripts may log many runs of one seed and no fold: then their own names tell them apart.
  const seen = [...labels.values()];
  for (const run of runs) {
    const label = labels.get(run.id) ?? run.name;
    if (seen.filter((other) => other === label).length > 1) labels.set(run.id, `${label} · ${run.name}`);
  }
  return labels;
}
