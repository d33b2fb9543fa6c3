import { Check, Play, X } from 'lucide-react';
import { formatPercent, MISSING } from '../../format/format';
import type { PredictionRowFragment } from '../../generated/graphql';
import { IconButton } from '../../ui/button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';

export function PredictionsTable({
  rows,
  labels,
  playing,
  onPlay,
}: {
  readonly rows: readonly PredictionRowFragment[];
  readonly labels: readonly string[];
  readonly playing: PredictionRowFragment | null;
  readonly onPlay: (row: PredictionRowFragment) => void;
}) {
  return (
    <DataTable
      caption="Predictions"
      head={
        <>
          <HeadCell className="w-10">
            <span className="sr-only">Listen</span>
          </HeadCell>
          <HeadCell className="hidden sm:table-cell">Clip</HeadCell>
          <HeadCell>Speaker</HeadCell>
          <HeadCell>Actual</HeadCell>
          <HeadCell>Predicted</HeadCell>
          <HeadCell>Certainty</HeadCell>
        </>
      }
    >
      {rows.map((row) => (
        <tr
          key={`${row.clipPosition}:${row.augmentation}`}
          className={playing === row ? 'bg-accent-soft' : 'hover:bg-subtle'}
        >
          <Cell>
            <IconButton label={`Play ${row.clip?.path ?? 'the clip'}`} disabled={!row.clip} onClick={() => onPlay(row)}>
              <Play />
            </IconButton>
          </Cell>
          <Cell className="hidden max-w-72 truncate font-mono text-sm sm:table-cell">
            {row.clip?.path ?? `clip ${row.clipPosition}`}
          </Cell>
          <Cell className="numeric">{row.clip?.speaker ?? MISSING}</Cell>
          <Cell>{row.actual}</Cell>
          <Cell>
            <span className={`flex items-center gap-1.5 font-medium ${row.isCorrect ? 'text-good' : 'text-bad'}`}>
              {row.isCorrect ? (
                <Check aria-label="right" className="size-3.5" />
              ) : (
                <X aria-label="wrong" className="size-3.5" />
              )}
              {row.predicted}
            </span>
          </Cell>
          <Cell>
            <Probabilities row={row} labels={labels} />
          </Cell>
        </tr>
      ))}
    </DataTable>
  );
}

/** All classes' probabilities as small columns: the predicted one filled, the actual one outlined. */
function Probabilities({ row, labels }: { readonly row: PredictionRowFragment; readonly labels: readonly string[] }) {
  const { probabilities } = row;
  const certainty = probabilities.length === 0 ? null : Math.max(...probabilities);
  return (
    <span className="flex items-center gap-3">
      <span aria-hidden className="flex h-6 items-end gap-px">
        {probabilities.map((probability, index) => {
          const label = labels[index] ?? String(index);
          const isPredicted = label === row.predicted;
          return (
            <span
              key={label}
              title={`${label} ${formatPercent(probability)}`}
              className="flex h-full w-2 items-end bg-subtle"
            >
              <span
                className={`block w-full ${isPredicted ? (row.isCorrect ? 'bg-good' : 'bg-bad') : label === row.actual ? 'bg-good/55' : 'bg-line-strong'}`}
                style={{ height: `${Math.max(4, probability * 100)}%` }}
              />
            </span>
          );
        })}
      </span>
      <span className="numeric w-14 text-right">{formatPercent(certainty)}</span>
    </span>
  );
}
