'use client';
import { useState } from 'react';
import { ConfusionHeatMap, type ConfusionMode, slotColor } from '../../charts';
import { formatPercent } from '../../format/format';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import type { Column } from './compare-page';

const MODES = [
  { value: 'by-row', label: '% of row' },
  { value: 'counts', label: 'Counts' },
] as const;

/** Confusion matrices as small multiples on one common scale. */
export function ComparedMatrices({ columns }: { readonly columns: readonly Column[] }) {
  const [mode, setMode] = useState<ConfusionMode>('by-row');
  const withMatrix = columns.flatMap((column) =>
    column.run.confusionMatrix ? [{ ...column, matrix: column.run.confusionMatrix }] : [],
  );
  const countScale = Math.max(1, ...withMatrix.flatMap(({ matrix }) => matrix.counts.flat()));
  return (
    <Panel
      title="Confusion matrices, test"
      hint="On one common scale"
      actions={<Segmented label="Cells show" value={mode} options={MODES} onChange={setMode} />}
    >
      {withMatrix.length === 0 ? (
        <p className="py-6 text-center text-ink-faint">None of these runs has finished yet.</p>
      ) : (
        <div className="grid gap-6 md:grid-cols-2 2xl:grid-cols-3">
          {withMatrix.map(({ run, label, color, matrix }) => (
            <figure key={run.id} className="min-w-0">
              <figcaption className="mb-1 flex items-center gap-2">
                <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: slotColor(color) }} />
                <span className="min-w-0 truncate font-medium">{label}</span>
                <span className="numeric ml-auto shrink-0 text-sm text-ink-faint">UAR {formatPercent(matrix.uar)}</span>
              </figcaption>
              <ConfusionHeatMap
                title={`Confusion matrix of ${label}`}
                labels={matrix.labels}
                counts={matrix.counts}
                mode={mode}
                countScale={countScale}
                isCompact
              />
            </figure>
          ))}
        </div>
      )}
    </Panel>
  );
}
