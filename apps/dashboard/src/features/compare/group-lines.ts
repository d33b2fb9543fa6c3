import type { SeriesGroup } from '../../charts';
import { MARKER_COUNT } from '../../charts/markers';
import { assignColors } from '../../charts/palette';
import { settingsOfRun } from './prepare-compare';
import type { Subject } from './subject';

/** Lines of one experiment together: what comparing experiments starts with. */
export const BY_SUBJECT = 'experiment';

/** What runs can be grouped by: settings of which at least one value is shared, and not all runs have the same. */
export function groupings(subjects: readonly Subject[]): string[] {
  const runs = subjects.flatMap(({ runs: own }) => own);
  const values = new Map<string, string[]>();
  for (const run of runs) {
    for (const [name, value] of settingsOfRun(run)) values.set(name, [...(values.get(name) ?? []), value]);
  }
  const useful = [...values].filter(([, all]) => {
    const distinct = new Set(all).size;
    return distinct > 1 && distinct < runs.length;
  });
  return useful.map(([name]) => name);
}

/** The group of each run by its id; runs without the setting are a group of their own. */
export function groupsOfRuns(subjects: readonly Subject[], by: string): ReadonlyMap<string, SeriesGroup> {
  if (by === BY_SUBJECT && subjects.every(({ kind }) => kind === 'experiment')) {
    return new Map(
      subjects.flatMap(({ id, name, color, marker, runs }) =>
        runs.map((run) => [run.id, { id, label: name, color, marker }] as const),
      ),
    );
  }
  const values = new Map(
    subjects.flatMap(({ runs }) => runs.map((run) => [run.id, settingsOfRun(run).get(by) ?? 'not set'] as const)),
  );
  const distinct = [...new Set(values.values())].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const colors = assignColors(distinct);
  return new Map(
    [...values].map(([runId, value]) => {
      const label = by === BY_SUBJECT || by === 'architecture' ? value : `${by} ${value}`;
      const look = { color: colors.get(value) ?? 0, marker: distinct.indexOf(value) % MARKER_COUNT };
      return [runId, { id: `${by}:${value}`, label, ...look }];
    }),
  );
}
