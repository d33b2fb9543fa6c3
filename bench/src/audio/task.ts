import { type Recipe, STUDY_162, STUDY_162_PLAIN, STUDY_HYBRID_166 } from '@voxboard/domain';

export const TASK_NAMES = ['plain', 'three_row', 'hybrid'] as const;
export type TaskName = (typeof TASK_NAMES)[number];

export interface Seconds {
  /** Processor time, all threads: what a busy machine does beside does not count. */
  readonly cpuSec: number;
  readonly wallSec: number;
}

/** What each task computes of a clip, from the file on. */
export const TASK_RECIPES: Readonly<Record<TaskName, Recipe>> = {
  plain: STUDY_162_PLAIN,
  three_row: STUDY_162,
  hybrid: { ...STUDY_HYBRID_166, rows: STUDY_HYBRID_166.rows.slice(0, 1) },
};
