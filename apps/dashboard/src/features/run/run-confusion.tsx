'use client';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { ConfusionHeatMap } from '../../charts';
import { formatPercent, sentenceCase } from '../../format/format';
import type { RunOverviewFragment } from '../../generated/graphql';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { CellSheet } from './cell-sheet';
import { ClassReport } from './class-report';

const PARSERS = {
  part: parseAsStringLiteral(['TRAIN', 'VALIDATION', 'TEST']).withDefault('TEST'),
  was: parseAsString,
  heard: parseAsString,
};

/** What was mistaken for what, and each class's scores. A cell opens its clips beside the page. */
export function RunConfusion({ run }: { readonly run: RunOverviewFragment }) {
  const matrices = run.confusionMatrices;
  const [{ part, was, heard }, setCell] = useQueryStates(PARSERS);
  const options = matrices.map(({ split }) => split ?? 'TEST');
  const matrix = matrices.find(({ split }) => split === part) ?? matrices[0];
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
  const cell = was !== null && heard !== null ? { actual: was, predicted: heard } : null;
  return (
    <div className="grid gap-4 xl:grid-cols-[minmax(0,1.25fr)_minmax(0,1fr)]">
      <Panel
        title={title}
        hint={`accuracy ${formatPercent(matrix.accuracy)} · UAR ${formatPercent(matrix.uar)}; choose a cell to hear its clips`}
        actions={
          options.length > 1 && (
            <Segmented
              label="Part of the data"
              value={split}
              options={options.map((value) => ({ value, label: sentenceCase(value) }))}
              onChange={(next) => setCell({ part: next, was: null, heard: null })}
            />
          )
        }
      >
        <ConfusionHeatMap
          title={title}
          labels={matrix.labels}
          counts={matrix.counts}
          selected={cell}
          onCellSelect={({ actual, predicted }) => void setCell({ was: actual, heard: predicted })}
        />
      </Panel>
      <ClassReport matrix={matrix} />
      <CellSheet
        runId={run.id}
        labels={matrix.labels}
        split={split}
        cell={cell}
        onClose={() => void setCell({ was: null, heard: null })}
      />
    </div>
  );
}
