import { formatCount, formatPercent } from '../../format/format';
import type { ConfusionFigureFragment } from '../../generated/graphql';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Panel } from '../../ui/panel';

/** Precision, recall and F1 of each class. */
export function ClassReport({ matrix }: { readonly matrix: ConfusionFigureFragment }) {
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
