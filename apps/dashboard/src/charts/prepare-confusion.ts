export type ConfusionMode = 'counts' | 'by-row' | 'by-column';

export interface ConfusionCell {
  readonly actual: string;
  readonly predicted: string;
  readonly count: number;
  /** Part of the row, 0 … 1: of the clips that are `actual`, those called `predicted`. null when there are none. */
  readonly rowShare: number | null;
  /** Part of the column, 0 … 1: of the clips called `predicted`, those that are `actual`. null when none is called so. */
  readonly columnShare: number | null;
  /** 0 … 1, how strongly the cell is coloured; null: not at all. */
  readonly strength: number | null;
  readonly isCorrect: boolean;
}

export interface ConfusionRow {
  readonly actual: string;
  readonly support: number;
  readonly cells: readonly ConfusionCell[];
}

/**
 * Rows of the heat map.
 * @param counts shape [class, class]: rows are what was said, columns what was heard
 * @param countScale count that gets the full colour, to draw several matrices alike; the largest count when left out
 */
export function prepareConfusion(
  labels: readonly string[],
  counts: readonly (readonly number[])[],
  mode: ConfusionMode,
  countScale: number = Math.max(0, ...counts.flat()),
): ConfusionRow[] {
  const called = labels.map((_, column) => counts.reduce((sum, row) => sum + (row[column] ?? 0), 0));
  return labels.map((actual, row) => {
    const own = labels.map((_, column) => counts[row]?.[column] ?? 0);
    const support = own.reduce((sum, count) => sum + count, 0);
    const cells = labels.map((predicted, column): ConfusionCell => {
      const count = own[column] ?? 0;
      const rowShare = support === 0 ? null : count / support;
      const total = called[column] ?? 0;
      const columnShare = total === 0 ? null : count / total;
      const ofScale = countScale === 0 ? null : Math.min(1, count / countScale);
      const strength = mode === 'by-row' ? rowShare : mode === 'by-column' ? columnShare : ofScale;
      return { actual, predicted, count, rowShare, columnShare, strength, isCorrect: row === column };
    });
    return { actual, support, cells };
  });
}

/** The mistakes made most often, largest first. */
export function worstConfusions(rows: readonly ConfusionRow[], limit = 3): ConfusionCell[] {
  return rows
    .flatMap(({ cells }) => cells)
    .filter(({ isCorrect, count }) => !isCorrect && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, limit);
}
