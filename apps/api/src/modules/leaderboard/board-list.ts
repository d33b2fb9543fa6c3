/**
 * The lists of a board, in the order they are shown. Only experiments of one list are ever ranked together; the first
 * two are ranked, the others are not.
 */
export const BOARD_LISTS = ['RANKED', 'TRANSDUCTIVE', 'INCOMPLETE', 'NOT_COMPARABLE', 'SET_APART', 'CONTROL'] as const;
export type BoardListName = (typeof BOARD_LISTS)[number];

/** As stored: the place in the order. */
export function listNumber(name: BoardListName): number {
  return BOARD_LISTS.indexOf(name);
}

export function listName(number: number): BoardListName {
  return BOARD_LISTS[number] ?? 'NOT_COMPARABLE';
}
