import type { BoardList } from '../../generated/graphql';

/** What each list of a board is, for its heading. Shown in this order. */
export const LIST_WORDS: Readonly<Record<BoardList, { readonly title: string; readonly hint: string }>> = {
  RANKED: { title: 'Ranked', hint: 'Complete, tested on the same recordings.' },
  TRANSDUCTIVE: {
    title: 'Transductive, ranked apart',
    hint: 'These also listened to recordings of the test speakers, without their labels.',
  },
  INCOMPLETE: { title: 'Incomplete, not ranked', hint: 'Folds or seeds are missing: the figures are not final.' },
  NOT_COMPARABLE: {
    title: 'Not comparable, not ranked',
    hint: 'Tested on other recordings than the rest, or without predictions by clip.',
  },
  SET_APART: {
    title: 'Inflated, not ranked',
    hint: 'The split or the leak audit says that these scores are too high. They say nothing about new voices.',
  },
  CONTROL: {
    title: 'Controls, not ranked',
    hint: 'Trained on shuffled labels: above chance would mean that something leaks.',
  },
};
export const LISTS: readonly BoardList[] = [
  'RANKED',
  'TRANSDUCTIVE',
  'INCOMPLETE',
  'NOT_COMPARABLE',
  'SET_APART',
  'CONTROL',
];
