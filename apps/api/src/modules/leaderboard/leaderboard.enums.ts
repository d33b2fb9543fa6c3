import type { ScoreKey } from '@voxboard/evaluation';
import { registerEnumType } from 'type-graphql';
import { BOARD_LISTS, type BoardListName } from './board-list.js';

export const ScoreMetricEnum = { UAR: 'uar', ACCURACY: 'accuracy', MACRO_F1: 'macro_f1' } as const satisfies Record<
  string,
  ScoreKey
>;
registerEnumType(ScoreMetricEnum, {
  name: 'ScoreMetric',
  description: 'A score to rank by.',
  valuesConfig: {
    UAR: { description: 'Unweighted average recall: the mean of the recalls of all classes. The primary score.' },
    ACCURACY: { description: 'Share of clips whose class was hit.' },
    MACRO_F1: { description: 'Mean F1 of the classes.' },
  },
});

const keyed = <T extends string>(names: readonly T[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as { readonly [Name in T]: Name };

export const BoardListEnum: { readonly [Name in BoardListName]: Name } = keyed(BOARD_LISTS);
registerEnumType(BoardListEnum, {
  name: 'BoardList',
  description: 'The lists of a board. Only experiments of one list are ranked together.',
  valuesConfig: {
    RANKED: { description: 'Complete, tested on the same clips, and not shown to leak.' },
    TRANSDUCTIVE: { description: 'Used unlabelled clips of the test speakers; ranked among themselves.' },
    INCOMPLETE: { description: 'Folds or seeds are missing; not ranked.' },
    NOT_COMPARABLE: { description: 'Tested on other clips than most, or without predictions; not ranked.' },
    SET_APART: { description: 'The split or the audit says that the score is inflated; never ranked.' },
    CONTROL: {
      description: 'Trained on shuffled labels: what a sound pipeline scores when there is nothing to learn.',
    },
  },
});

export const BoardChangeKindEnum = keyed(['NEW', 'UP', 'DOWN', 'RESCORED', 'MOVED_LIST']);
registerEnumType(BoardChangeKindEnum, {
  name: 'BoardChangeKind',
  description: 'How an experiment changed between two states of a board.',
  valuesConfig: {
    NEW: { description: 'Was not on the board.' },
    UP: { description: 'Has a better place.' },
    DOWN: { description: 'Has a worse place.' },
    RESCORED: { description: 'Has the same place with another score.' },
    MOVED_LIST: { description: 'Is in another list.' },
  },
});
export type BoardChangeKind = keyof typeof BoardChangeKindEnum;
