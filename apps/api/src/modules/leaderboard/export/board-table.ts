import type { PublishedFigureRow } from '@voxboard/db';
import type { ScoreKey } from '@voxboard/evaluation';
import type { BoardListName } from '../board-list.js';
import type { BoardRow } from '../leaderboard.service.js';
import type { EntryScore } from '../leaderboard.type.js';

export interface ExportedEntry extends BoardRow {
  readonly experiment: string;
  readonly architecture: string | null;
  readonly features: string | null;
}

export interface ExportedBaseline {
  readonly name: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** A whole board, ready to be written in any format. */
export interface BoardTable {
  readonly project: string;
  readonly task: string;
  readonly dataset: string;
  readonly protocol: string;
  readonly protocolHash: string;
  readonly metric: ScoreKey;
  readonly asOf: Date | null;
  readonly writtenAt: Date;
  /** Where the board can be seen. */
  readonly link: string;
  readonly warning: string | null;
  readonly statement: readonly string[];
  readonly entries: readonly ExportedEntry[];
  readonly baselines: readonly ExportedBaseline[];
  readonly published: readonly PublishedFigureRow[];
}

export const METRIC_NAMES: Readonly<Record<ScoreKey, string>> = {
  uar: 'UAR',
  accuracy: 'Accuracy',
  macro_f1: 'Macro F1',
};

export const LIST_TITLES: Readonly<Record<BoardListName, string>> = {
  RANKED: 'Ranked',
  TRANSDUCTIVE: 'Transductive, ranked apart',
  INCOMPLETE: 'Incomplete, not ranked',
  NOT_COMPARABLE: 'Tested on other clips, not ranked',
  SET_APART: 'Inflated, not ranked',
  CONTROL: 'Control with shuffled labels, not ranked',
};

/** "1", "1–3", or nothing where there is no rank. */
export function rankText({ rankLow, rankHigh }: Pick<BoardRow, 'rankLow' | 'rankHigh'>): string {
  if (rankLow === null || rankHigh === null) return '';
  return rankLow === rankHigh ? String(rankLow) : `${rankLow}–${rankHigh}`;
}

export function scoreIn(scores: readonly EntryScore[], metric: ScoreKey): EntryScore | null {
  return scores.find((score) => score.metric === metric) ?? null;
}

/** "45.2 (41.0–49.4)" in per cent; the bounds left out where there are none. */
export function percentText(value: number | null, low: number | null, high: number | null): string {
  if (value === null) return '';
  const text = (value * 100).toFixed(1);
  return low === null || high === null ? text : `${text} (${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)})`;
}

export function publishedValue(figure: PublishedFigureRow, metric: ScoreKey): number | null {
  if (metric === 'uar') return figure.uar;
  return metric === 'accuracy' ? figure.accuracy : figure.macroF1;
}

/** The columns that every written table shows of an entry. */
export const TABLE_HEAD = (metric: ScoreKey): string[] => [
  'Rank',
  'Experiment',
  `${METRIC_NAMES[metric]} % (95 % interval)`,
  'Runs',
  'Parameters',
  'Training (s)',
  'Audit',
];

export function tableRow(entry: ExportedEntry, metric: ScoreKey): string[] {
  const score = scoreIn(entry.scores, metric);
  return [
    rankText(entry),
    withSelection(entry),
    percentText(score?.value ?? null, score?.low ?? null, score?.high ?? null),
    `${entry.runsPooled}/${entry.runsPlanned}`,
    entry.parameterCount === null ? '' : String(entry.parameterCount),
    entry.trainSeconds === null ? '' : entry.trainSeconds.toFixed(0),
    entry.certificate,
  ];
}

/** The name, and for what a sweep chose among how many. */
function withSelection({ experiment, selection }: ExportedEntry): string {
  return selection === null
    ? experiment
    : `${experiment} (best of ${selection.trialCount} trials on ${selection.split})`;
}

/** The lists that have entries, in order. */
export function byList(entries: readonly ExportedEntry[]): [BoardListName, ExportedEntry[]][] {
  const groups = new Map<BoardListName, ExportedEntry[]>();
  for (const entry of entries) groups.set(entry.list, [...(groups.get(entry.list) ?? []), entry]);
  return [...groups];
}

/** What a table says of itself below its title. */
export function conditions(table: BoardTable): string {
  const when = table.asOf === null ? `written ${table.writtenAt.toISOString()}` : `as of ${table.asOf.toISOString()}`;
  return `${table.dataset}, protocol ${table.protocol} (${table.protocolHash.slice(0, 12)}), ${when}`;
}
