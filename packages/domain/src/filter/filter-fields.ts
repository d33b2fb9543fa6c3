import { RUN_STATUSES } from '../run-status.js';
import type { FilterAttribute, FilterField, FilterOperator } from './filter-tree.js';

export type FilterType = 'text' | 'id' | 'choice' | 'number' | 'time' | 'duration' | 'param';

export interface AttributeFacts {
  readonly type: Exclude<FilterType, 'param'>;
  /** In a few words, for completion. */
  readonly about: string;
  /** All it can be, for `choice`; written in lower case. */
  readonly choices?: readonly string[];
}

/** What each attribute is. Tasks are spelled out, since schemas stand beside the original list. */
export const FILTER_ATTRIBUTE_FACTS: Readonly<Record<FilterAttribute, AttributeFacts>> = {
  id: { type: 'id', about: 'the run’s id' },
  name: { type: 'text', about: 'the run’s name' },
  notes: { type: 'text', about: 'what people wrote on it' },
  experiment: { type: 'text', about: 'name or id of its experiment' },
  task: { type: 'choice', about: 'what is predicted', choices: ['EMOTION', 'GENDER', 'SPEAKER'] },
  protocol: { type: 'text', about: 'how clips are split' },
  architecture: { type: 'text', about: 'name or id of the network' },
  backend: { type: 'text', about: 'which engine trained' },
  source: { type: 'choice', about: 'who trains it', choices: ['LAUNCHED', 'EXTERNAL'] },
  status: { type: 'choice', about: 'where it is in its life', choices: RUN_STATUSES },
  fold: { type: 'number', about: 'fold, the first is 1' },
  seed: { type: 'number', about: 'seed of the training' },
  attempt: { type: 'number', about: 'how often it was begun' },
  epochs: { type: 'number', about: 'epochs trained' },
  parameters: { type: 'number', about: 'trainable numbers of the model' },
  created: { type: 'time', about: 'when it was made' },
  started: { type: 'time', about: 'when training began' },
  finished: { type: 'time', about: 'when it ended' },
  duration: { type: 'duration', about: 'from start to end, or to now' },
};

const OPERATORS: Readonly<Record<FilterType, readonly FilterOperator[]>> = {
  text: ['=', '!=', '~', '!~'],
  id: ['=', '!='],
  choice: ['=', '!='],
  number: ['=', '!=', '<', '<=', '>', '>='],
  time: ['<', '<=', '>', '>='],
  duration: ['<', '<=', '>', '>='],
  param: ['=', '!=', '<', '<=', '>', '>=', '~', '!~'],
};

export function filterTypeOf(field: FilterField): FilterType {
  if (field.kind === 'metric') return 'number';
  return field.kind === 'param' ? 'param' : FILTER_ATTRIBUTE_FACTS[field.name].type;
}

export function operatorsOf(field: FilterField): readonly FilterOperator[] {
  return OPERATORS[filterTypeOf(field)];
}

/** Whether `field in (…)` makes sense: wherever `=` does. */
export function allowsMembership(field: FilterField): boolean {
  return operatorsOf(field).includes('=');
}
