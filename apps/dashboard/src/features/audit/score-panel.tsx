import { formatCount, formatPercent, sentenceCase } from '../../format/format';
import type { ScoreSheetFigureFragment } from '../../generated/graphql';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { scoreRows } from './score-rows';

/** Every score, of the test part and beside it of validation. */
export function ScorePanel({ sheets }: { readonly sheets: readonly ScoreSheetFigureFragment[] }) {
  if (sheets.length === 0) return null;
  return (
    <Panel title="All scores" hint="computed from the stored predictions" bodyClassName="">
      <DataTable
        caption="All scores"
        head={
          <>
            <HeadCell>Score</HeadCell>
            {sheets.map(({ split, rowCount }) => (
              <HeadCell key={split} align="right">
                {sentenceCase(split)} <span className="font-normal">{formatCount(rowCount)} clips</span>
              </HeadCell>
            ))}
          </>
        }
      >
        {scoreRows(sheets).map(({ key, name, note, values }) => (
          <tr key={key}>
            <th scope="row" className="px-4 py-1.5 text-left font-normal">
              <span className="font-medium">{name}</span> <span className="block text-sm text-ink-faint">{note}</span>
            </th>
            {sheets.map(({ split }, index) => (
              <Cell key={split} align="right">
                {values[index]}
              </Cell>
            ))}
          </tr>
        ))}
      </DataTable>
    </Panel>
  );
}

/** Scores of each class, with the area under its ROC curve. */
export function ClassScorePanel({ sheet }: { readonly sheet: ScoreSheetFigureFragment }) {
  const title = `Scores by class, ${sheet.split.toLowerCase()}`;
  return (
    <Panel title={title} bodyClassName="">
      <DataTable
        caption={title}
        head={
          <>
            <HeadCell>Class</HeadCell>
            <HeadCell align="right">Precision</HeadCell>
            <HeadCell align="right">Recall</HeadCell>
            <HeadCell align="right">F1</HeadCell>
            <HeadCell align="right">ROC AUC</HeadCell>
            <HeadCell align="right">Clips</HeadCell>
          </>
        }
      >
        {sheet.classes.map(({ label, precision, recall, f1, rocAuc, support }) => (
          <tr key={label}>
            <Cell className="font-medium">{label}</Cell>
            <Cell align="right">{formatPercent(precision)}</Cell>
            <Cell align="right">{formatPercent(recall)}</Cell>
            <Cell align="right">{formatPercent(f1)}</Cell>
            <Cell align="right">{formatPercent(rocAuc)}</Cell>
            <Cell align="right">{formatCount(support)}</Cell>
          </tr>
        ))}
      </DataTable>
    </Panel>
  );
}
