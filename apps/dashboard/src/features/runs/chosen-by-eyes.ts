/** How many of the first, all there are, or none. */
export type EyeChoice = number | 'all' | 'none';

/** More lines than this are not drawn at once. */
const MOST = 100;

/** The runs that a choice for all eyes opens. @param ids in the order of the table */
export function chosenByEyes(choice: EyeChoice, ids: readonly string[]): readonly string[] {
  if (choice === 'none') return [];
  return ids.slice(0, choice === 'all' ? MOST : choice);
}
