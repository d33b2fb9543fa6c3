'use client';
import { useState } from 'react';
import { ConfusionHeatMap } from '../../charts';
import { formatPercent, sentenceCase } from '../../format/format';
import type { RunOverviewFragment } from '../../generated/graphql';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { ClassReport } from './class-report';
import { usePredictionFilter } from './prediction-params';

/** What was mistaken for what, and each class's scores. A cell leads to its predictions. */
export function RunConfusion({ run }: { readonly run: RunOverviewFragment }) {
  const matrices = run.confusionMatrices;
  const [splitName, setSplitName] = useState<string>('TEST');
  const { showCell } = usePredictionFilter();
  const options = matrices.map(({ split }) => split ?? 'TEST');
  const matrix = matrices.find(({ split }) => split === splitName) ?? matrices[0];
  if (matrix === undefined) {
    return (
      <Panel title="Confusion matrix">
        <p className="py-6 text-center text-ink-faint">
          {run.status === 'RUNNING' || run.status === 'QUEUED'
            ? 'Comes with the end of the training, when the test part is measured.'
            : 'None was logged.'}
        </p>
      </Panel>
    );
  }
  const split = matrix.split ?? 'TEST';
  const title = `Confusion matrix, ${split.toLowerCase()}`;
  return (
    <div className="grid gap-4 xl:grid-cols-[minmax(0,1.25fr)_minmax(0,1fr)]">
      <Panel
        title={title}
        hint={`accuracy ${formatPercent(matrix.accuracy)} · UAR ${formatPercent(matrix.uar)}`}
        actions={
          options.length > 1 && (
            <Segmented
              label="Part of the data"
              value={split}
              options={options.map((value) => ({ value, label: sentenceCase(value) }))}
              onChange={setSplitName}
            />
          )
        }
      >
        <ConfusionHeatMap
          title={title}
          labels={matrix.labels}
          counts={matrix.counts}
          onCellSelect={({ actual, predicted }) => void showCell({ split, actual, predicted })}
        />
      </Panel>
      <ClassReport matrix={matrix} />
    </div>
  );
}
