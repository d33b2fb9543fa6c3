export interface DifferenceCell {
  readonly actual: string;
  readonly predicted: string;
  /** Share of the row in the second less that in the first, −1 … 1; null where one of the rows is empty. */
  readonly difference: number | null;
  readonly isCorrect: boolean;
  /** More of it is a gain: on the diagonal more, beside it less; null where nothing changed or is known. */
  readonly isGain: boolean | null;
}

type Counts = readonly (readonly number[])[];

/** How the second matrix differs from the first, in shares of each row, so that unequal numbers of clips compare. */
export function confusionDifference(labels: readonly string[], first: Counts, second: Counts): DifferenceCell[][] {
  return labels.map((actual, row) =>
    labels.map((predicted, column): DifferenceCell => {
      const [before, after] = [shareOf(first[row], column), shareOf(second[row], column)];
      const difference = before === null || after === null ? null : after - before;
      const isCorrect = row === column;
      const isGain = difference === null || difference === 0 ? null : difference > 0 === isCorrect;
      return { actual, predicted, difference, isCorrect, isGain };
    }),
  );
}

function shareOf(row: readonly number[] | undefined, column: number): number | null {
  const total = row?.reduce((sum, count) => sum + count, 0) ?? 0;
  return total === 0 ? null : (row?.[column] ?? 0) / total;
}
