import { formatPercent, MISSING } from '../../format/format';
import type { ScoreSheetFigureFragment } from '../../generated/graphql';

type Sheet = ScoreSheetFigureFragment;
type Key = Exclude<keyof Sheet, 'split' | 'runCount' | 'rowCount' | 'classes' | '__typename'>;

export interface ScoreRow {
  readonly key: string;
  readonly name: string;
  /** What it says, and which way is better. */
  readonly note: string;
  /** One for each sheet. */
  readonly values: readonly string[];
}

const SHARES: readonly [Key, string, string][] = [
  ['uar', 'UAR', 'mean recall of the classes; chance is one in their number'],
  ['accuracy', 'Accuracy', 'share of clips hit'],
  ['macroF1', 'Macro F1', 'mean F1 of the classes'],
  ['weightedF1', 'Weighted F1', 'F1 weighted by the clips of each class'],
  ['rocAuc', 'ROC AUC', 'each class against the rest, mean; chance is 50 %'],
];
const NUMBERS: readonly [Key, string, string][] = [
  ['matthews', 'Matthews correlation', '1 is perfect, 0 is chance'],
  ['logLoss', 'Log loss', 'lower is better'],
  ['brier', 'Brier score', '0 is perfect, 2 is worst'],
  ['calibrationError', 'Calibration error', 'gap between confidence and accuracy; lower is better'],
];

/** Every score of several parts of the data, side by side. */
export function scoreRows(sheets: readonly Sheet[]): ScoreRow[] {
  const row = ([key, name, note]: [Key, string, string], show: (value: number | null) => string): ScoreRow => ({
    key,
    name,
    note,
    values: sheets.map((sheet) => show(sheet[key])),
  });
  return [
    ...SHARES.map((entry) => row(entry, (value) => formatPercent(value))),
    ...NUMBERS.map((entry) => row(entry, (value) => (value === null ? MISSING : value.toFixed(3)))),
  ];
}
