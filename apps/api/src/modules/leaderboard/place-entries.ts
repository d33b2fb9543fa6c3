import type { BoardPlaceRow, RankableRow } from '@voxboard/db';
import { rankBoardInSlices, type Slices } from '@voxboard/evaluation';
import { type BoardListName, listNumber } from './board-list.js';
import type { CertificateFacts } from './certificates.js';

export interface BoardRules {
  /** Whether the protocol itself inflates scores. */
  readonly isLeakyByDesign: boolean;
  readonly certificates: ReadonlyMap<string, CertificateFacts>;
}

type Ranks = Pick<BoardPlaceRow, 'rank' | 'rankLow' | 'rankHigh' | 'tieGroup'>;
const UNRANKED: Ranks = { rank: null, rankLow: null, rankHigh: null, tieGroup: null };

/** Gives every entry its list, and those of the ranked lists their ranks, each list by itself. */
export function* placeEntries(rows: readonly RankableRow[], rules: BoardRules): Slices<BoardPlaceRow[]> {
  const listOf = assignLists(rows, rules);
  const ranks = new Map<string, Ranks>();
  for (const list of ['RANKED', 'TRANSDUCTIVE'] as const) {
    const members = rows.filter((row) => listOf.get(row.experimentId) === list);
    const { ranked } = yield* rankBoardInSlices(members.map(toBoardEntry));
    for (const { entry, rank, rankLow, rankHigh, tieGroup } of ranked) {
      ranks.set(entry.id, { rank, rankLow, rankHigh, tieGroup });
    }
  }
  const places = rows.map(
    (row): BoardPlaceRow => ({
      experimentId: row.experimentId,
      list: listNumber(listOf.get(row.experimentId) ?? 'NOT_COMPARABLE'),
      sortScore: -row.value,
      ...(ranks.get(row.experimentId) ?? UNRANKED),
    }),
  );
  return places.sort(byPlace);
}

/** The order in which the database pages them. */
export function byPlace(a: BoardPlaceRow, b: BoardPlaceRow): number {
  if (a.list !== b.list) return a.list - b.list;
  if (a.sortScore !== b.sortScore) return a.sortScore - b.sortScore;
  return a.experimentId < b.experimentId ? -1 : Number(a.experimentId > b.experimentId);
}

function assignLists(rows: readonly RankableRow[], rules: BoardRules): Map<string, BoardListName> {
  const lists = new Map(rows.map((row) => [row.experimentId, listAlone(row, rules)]));
  // Ranks compare clip by clip, so the ranked lists hold what was tested on the same ones: the most of them.
  const groups = new Map<string, string[]>();
  for (const { experimentId, testedHash } of rows) {
    const list = lists.get(experimentId);
    if (list !== 'RANKED' && list !== 'TRANSDUCTIVE') continue;
    groups.set(testedHash, [...(groups.get(testedHash) ?? []), experimentId]);
  }
  const [, ...others] = [...groups.values()].sort((a, b) => b.length - a.length);
  for (const id of others.flat()) lists.set(id, 'NOT_COMPARABLE');
  return lists;
}

/** The list that an entry belongs to whatever else is on the board. */
function listAlone(row: RankableRow, { isLeakyByDesign, certificates }: BoardRules): BoardListName {
  const certificate = certificates.get(row.experimentId);
  if (row.hasShuffledLabels) return 'CONTROL';
  if (isLeakyByDesign || certificate?.verdict === 'LEAKY') return 'SET_APART';
  if (row.runsPooled < row.runsPlanned) return 'INCOMPLETE';
  if (row.speakers.length === 0) return 'NOT_COMPARABLE';
  return certificate?.isTransductive ? 'TRANSDUCTIVE' : 'RANKED';
}

function toBoardEntry({ experimentId, value, lower, upper, speakers, influence }: RankableRow) {
  return { id: experimentId, score: value, lower, upper, level: 0.95, speakers, influence };
}
