'use client';
import { useState } from 'react';
import { formatPercent } from '../format/format';
import { classNames } from '../ui/class-names';
import { Segmented } from '../ui/segmented';
import { type ConfusionCell, type ConfusionMode, prepareConfusion, worstConfusions } from './prepare-confusion';

/** Lightness (OKLab) at which black and white text are equally readable: white below it, black above. */
const MIDDLE_LIGHTNESS = 0.561;

interface CellChoice {
  readonly actual: string;
  readonly predicted: string;
}

/**
 * Rows: what was said; columns: what was heard. A cell can be chosen when `onCellSelect` is given; `selected` is
 * outlined. `mode` fixes what the cells show, and the switch goes away.
 */
export function ConfusionHeatMap({
  title,
  labels,
  counts,
  mode: fixedMode,
  countScale,
  selected = null,
  onCellSelect,
  isCompact = false,
}: {
  readonly title: string;
  readonly labels: readonly string[];
  readonly counts: readonly (readonly number[])[];
  readonly mode?: ConfusionMode;
  readonly countScale?: number;
  readonly selected?: CellChoice | null;
  readonly onCellSelect?: (cell: CellChoice) => void;
  readonly isCompact?: boolean;
}) {
  const [ownMode, setOwnMode] = useState<ConfusionMode>('by-row');
  const mode = fixedMode ?? ownMode;
  const rows = prepareConfusion(labels, counts, mode, countScale);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {fixedMode === undefined && <ModeSwitch mode={mode} onChange={setOwnMode} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className="overflow-x-auto" tabIndex={0} aria-label={title}>
        <table className="w-full border-separate border-spacing-0.5 text-center">
          <caption className="sr-only">{`${title}. Rows are the actual class, columns the predicted one. ${worstInWords(rows)}`}</caption>
          <thead>
            <tr>
              <th scope="col" className="text-left text-xs font-normal text-ink-faint">
                actual ↓ predicted →
              </th>
              {labels.map((label) => (
                <th key={label} scope="col" title={label} className="h-7 px-1 text-xs font-medium text-ink-soft">
                  {shorten(label, labels, isCompact)}
                </th>
              ))}
              {!isCompact && (
                <th scope="col" className="px-2 text-right text-xs font-normal text-ink-faint">
                  clips
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ actual, support, cells }) => (
              <tr key={actual}>
                <th
                  scope="row"
                  title={actual}
                  className="pr-2 text-left text-xs font-medium whitespace-nowrap text-ink-soft"
                >
                  {shorten(actual, labels, isCompact)}
                </th>
                {cells.map((cell) => (
                  <HeatCell
                    key={cell.predicted}
                    cell={cell}
                    mode={mode}
                    isCompact={isCompact}
                    isSelected={selected?.actual === cell.actual && selected.predicted === cell.predicted}
                    onSelect={onCellSelect}
                  />
                ))}
                {!isCompact && <td className="numeric px-2 text-right text-sm text-ink-faint">{support}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function ModeSwitch({
  mode,
  onChange,
}: {
  readonly mode: ConfusionMode;
  readonly onChange: (mode: ConfusionMode) => void;
}) {
  return (
    <Segmented
      label="Cells show"
      value={mode}
      options={[
        { value: 'by-row', label: '% of row' },
        { value: 'by-column', label: '% of column' },
        { value: 'counts', label: 'Counts' },
      ]}
      onChange={onChange}
      className="self-start"
    />
  );
}

function HeatCell({
  cell,
  mode,
  isCompact,
  isSelected,
  onSelect,
}: {
  readonly cell: ConfusionCell;
  readonly mode: ConfusionMode;
  readonly isCompact: boolean;
  readonly isSelected: boolean;
  readonly onSelect: ((cell: CellChoice) => void) | undefined;
}) {
  const strength = cell.strength ?? 0;
  const share = mode === 'by-column' ? cell.columnShare : cell.rowShare;
  const text = mode === 'counts' ? String(cell.count) : formatPercent(share, 0).replace(' %', '');
  // The name starts with what is seen, so that it can be spoken to voice control.
  const sentence = `${text}: ${cell.actual} heard as ${cell.predicted}: ${cell.count} (${formatPercent(cell.rowShare)} of ${cell.actual}, ${formatPercent(cell.columnShare)} of what was heard so)`;
  const look = classNames(
    'numeric flex w-full items-center justify-center rounded-sm text-sm',
    isCompact ? 'h-7 min-w-7' : 'h-9 min-w-9',
    cell.isCorrect && 'font-semibold',
    isSelected && 'outline-2 outline-offset-1 outline-accent',
  );
  const background = `color-mix(in oklab, var(--heat) ${(strength * 100).toFixed(1)}%, var(--heat-zero))`;
  const style = {
    background,
    color:
      strength === 0
        ? 'var(--ink-faint)'
        : `oklch(from ${background} clamp(0, (l - ${MIDDLE_LIGHTNESS}) * -1000, 1) 0 0)`,
  };
  return (
    <td className="p-0">
      {onSelect ? (
        <button
          type="button"
          title={sentence}
          aria-label={sentence}
          aria-pressed={isSelected}
          onClick={() => onSelect({ actual: cell.actual, predicted: cell.predicted })}
          className={classNames(look, 'hover:outline-2 hover:outline-offset-1 hover:outline-line-strong')}
          style={style}
        >
          {text}
        </button>
      ) : (
        <span title={sentence} className={look} style={style}>
          {text}
        </span>
      )}
    </td>
  );
}

function shorten(label: string, labels: readonly string[], isCompact: boolean): string {
  return isCompact || labels.length > 6
    ? label.length > (isCompact ? 5 : 10)
      ? label.slice(0, isCompact ? 3 : 10)
      : label
    : label;
}

function worstInWords(rows: ReturnType<typeof prepareConfusion>): string {
  const worst = worstConfusions(rows);
  if (worst.length === 0) return 'No mistakes.';
  return `Most frequent mistakes: ${worst.map(({ actual, predicted, count }) => `${actual} heard as ${predicted}, ${count}`).join('; ')}.`;
}
