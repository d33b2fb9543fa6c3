'use client';
import { useState } from 'react';
import { ConfusionHeatMap, type ConfusionMode } from '../../charts';
import { formatPercent } from '../../format/format';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import type { ComparedRun } from './prepare-compare';
import { RunHead } from './run-head';

const HINTS = {
  'by-row': 'per cent of each actual class',
  'by-column': 'per cent of what was called so',
  counts: 'clips',
} as const;

/** What each run took for what, on one scale of colour. */
export function ConfusionPanel({
  runs,
  colors,
}: {
  readonly runs: readonly ComparedRun[];
  readonly colors: ReadonlyMap<string, number>;
}) {
  const [mode, setMode] = useState<ConfusionMode>('by-row');
  const matrices = runs.flatMap((run) => (run.confusionMatrix ? [{ run, matrix: run.confusionMatrix }] : []));
  if (matrices.length === 0) return null;
  const countScale = Math.max(...matrices.flatMap(({ matrix }) => matrix.counts.flat()));
  return (
    <Panel
      title="Confusion on the test part"
      hint={HINTS[mode]}
      actions={
        <Segmented
          label="Cells show"
          value={mode}
          options={[
            { value: 'by-row', label: '% of row' },
            { value: 'by-column', label: '% of column' },
            { value: 'counts', label: 'Counts' },
          ]}
          onChange={setMode}
        />
      }
    >
      <div className="grid gap-6 md:grid-cols-2 2xl:grid-cols-3">
        {matrices.map(({ run, matrix }) => (
          <figure key={run.id} className="min-w-0">
            <figcaption className="mb-1.5 flex items-center gap-3">
              <RunHead run={run} color={colors.get(run.id) ?? 0} />
              <span className="numeric ml-auto text-sm whitespace-nowrap text-ink-faint">
                UAR {formatPercent(matrix.uar)}
              </span>
            </figcaption>
            <ConfusionHeatMap
              title={`Confusion of ${run.name}`}
              labels={matrix.labels}
              counts={matrix.counts}
              mode={mode}
              countScale={countScale}
              isCompact
            />
          </figure>
        ))}
      </div>
    </Panel>
  );
}
