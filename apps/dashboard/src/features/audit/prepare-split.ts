import type { SplitFigureFragment } from '../../generated/graphql';

type Part = SplitFigureFragment['folds'][number]['parts'][number];

export interface PartSummary {
  readonly part: Part['part'];
  readonly clipCount: number;
  /** Rows beyond one a clip: augmented ones. */
  readonly augmentedCount: number;
  readonly speakers: readonly string[];
  /** Clips by gender, as the corpus says it. */
  readonly women: number;
  readonly men: number;
  /** Clips by emotion, every emotion of the split listed, in order. */
  readonly emotions: readonly { readonly name: string; readonly count: number }[];
}

/** The parts of a fold in the figures of a compact table. */
export function summarizeFold(parts: readonly Part[], emotions: readonly string[]): PartSummary[] {
  return parts.map(({ part, rowCount, clipCount, speakers, cells }) => {
    const sum = (wanted: (cell: Part['cells'][number]) => boolean) =>
      cells.reduce((total, cell) => total + (wanted(cell) ? cell.count : 0), 0);
    return {
      part,
      clipCount,
      augmentedCount: rowCount - clipCount,
      speakers,
      women: sum(({ gender }) => gender === 'female'),
      men: sum(({ gender }) => gender === 'male'),
      emotions: emotions.map((name) => ({ name, count: sum(({ emotion }) => emotion === name) })),
    };
  });
}

/** Every emotion that a split holds, in the order given and then by name. */
export function emotionsOf(split: Pick<SplitFigureFragment, 'folds'>, order: readonly string[]): string[] {
  const found = new Set(
    split.folds.flatMap(({ parts }) => parts.flatMap(({ cells }) => cells.flatMap(({ emotion }) => emotion ?? []))),
  );
  const known = order.filter((name) => found.has(name));
  return [...known, ...[...found].filter((name) => !known.includes(name)).sort()];
}

/** "01, 03, 05 …": as many names as fit, and how many more there are. */
export function speakersText(speakers: readonly string[], most = 8): string {
  const shown = speakers.slice(0, most).join(', ');
  return speakers.length > most ? `${shown} and ${speakers.length - most} more` : shown;
}
