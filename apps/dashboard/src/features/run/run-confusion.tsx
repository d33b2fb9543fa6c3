'use client';
import { useState } from 'react';
import { ConfusionHeatMap } from '../../charts';
import { formatCount, formatPercent, sentenceCase } from '../../format/format';
import type { ConfusionFigureFragment, RunOverviewFragment } from '../../generated/graphql';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
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

function ClassReport({ matrix }: { readonly matrix: ConfusionFigureFragment }) {
  return (
    <Panel title="Scores by class" bodyClassName="">
      <DataTable
        caption="Scores by class"
        head={
          <>
            <HeadCell>Class</HeadCell>
            <HeadCell align="right">Precision</HeadCell>
            <HeadCell>Recall</HeadCell>
            <HeadCell align="right">F1</HeadCell>
            <HeadCell align="right">Clips</HeadCell>
          </>
        }
      >
        {matrix.classes.map(({ label, precision, recall, f1, support }) => (
          <tr key={label}>
            <Cell className="font-medium">{label}</Cell>
            <Cell align="right">{formatPercent(precision)}</Cell>
            <Cell>
              <span className="numeric flex items-center gap-2">
                <span aria-hidden className="h-1.5 min-w-12 flex-1 overflow-hidden rounded-full bg-hover">
                  {recall !== null && (
                    <span className="block h-full rounded-full bg-accent" style={{ width: `${recall * 100}%` }} />
                  )}
                </span>
                <span className="w-13 text-right">{formatPercent(recall)}</span>
              </span>
            </Cell>
            <Cell align="right">{formatPercent(f1)}</Cell>
            <Cell align="right">{formatCount(support)}</Cell>
          </tr>
        ))}
        <tr className="bg-subtle">
          <Cell className="font-medium">Mean of classes</Cell>
          <Cell align="right">—</Cell>
          <Cell>
            <span className="numeric flex justify-end">{formatPercent(matrix.uar)}</span>
          </Cell>
          <Cell align="right">{formatPercent(matrix.macroF1)}</Cell>
          <Cell align="right">{formatCount(matrix.classes.reduce((sum, { support }) => sum + support, 0))}</Cell>
        </tr>
      </DataTable>
    </Panel>
  );
}
