import { type BoardTable, type ExportedEntry, publishedValue, scoreIn } from './board-table.js';

const HEAD = [
  'kind',
  'list',
  'rank',
  'rank_low',
  'rank_high',
  'tie_group',
  'name',
  'uar',
  'uar_low',
  'uar_high',
  'accuracy',
  'accuracy_low',
  'accuracy_high',
  'macro_f1',
  'macro_f1_low',
  'macro_f1_high',
  'runs_pooled',
  'runs_planned',
  'parameters',
  'train_seconds',
  'backend',
  'certificate',
  'architecture',
  'features',
  'source',
  'experiment_id',
  'best_of_trials',
];

/** RFC 4180, one row a result, full precision; published figures and baselines are rows of their own kind. */
export function writeCsv(table: BoardTable): string {
  const rows = [
    HEAD,
    ...table.entries.map(entryCells),
    ...table.baselines.map(({ name, value, low, high }) => {
      const scores = { [table.metric]: value, [`${table.metric}_low`]: low, [`${table.metric}_high`]: high };
      return cells({ kind: 'baseline', name, ...scores });
    }),
    ...table.published.map((figure) =>
      cells({
        kind: 'published',
        name: figure.title,
        uar: publishedValue(figure, 'uar'),
        accuracy: publishedValue(figure, 'accuracy'),
        macro_f1: publishedValue(figure, 'macro_f1'),
        source: [figure.source, figure.url].filter(Boolean).join(' '),
      }),
    ),
  ];
  return `${rows.map((row) => row.join(',')).join('\r\n')}\r\n`;
}

function entryCells(entry: ExportedEntry): string[] {
  const [uar, accuracy, macroF1] = [
    scoreIn(entry.scores, 'uar'),
    scoreIn(entry.scores, 'accuracy'),
    scoreIn(entry.scores, 'macro_f1'),
  ];
  return cells({
    kind: 'experiment',
    list: entry.list,
    rank: entry.rank,
    rank_low: entry.rankLow,
    rank_high: entry.rankHigh,
    tie_group: entry.tieGroup,
    name: entry.experiment,
    uar: uar?.value,
    uar_low: uar?.low,
    uar_high: uar?.high,
    accuracy: accuracy?.value,
    accuracy_low: accuracy?.low,
    accuracy_high: accuracy?.high,
    macro_f1: macroF1?.value,
    macro_f1_low: macroF1?.low,
    macro_f1_high: macroF1?.high,
    runs_pooled: entry.runsPooled,
    runs_planned: entry.runsPlanned,
    parameters: entry.parameterCount,
    train_seconds: entry.trainSeconds,
    backend: entry.backend,
    certificate: entry.certificate,
    architecture: entry.architecture,
    features: entry.features,
    experiment_id: entry.experimentId,
    best_of_trials: entry.selection?.trialCount,
  });
}

function cells(values: Readonly<Record<string, string | number | null | undefined>>): string[] {
  return HEAD.map((column) => csvCell(values[column] ?? null));
}

/**
 * Missing is empty. Text that a spreadsheet would take for a formula gets an apostrophe in front, which spreadsheets
 * show as text (OWASP, CSV injection); then quotes where RFC 4180 wants them.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r\n]/.test(value.trimStart()) || /^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
