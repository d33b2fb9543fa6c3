import type { Split } from '../metric.js';

/** What of a metric's series is compared: its value at the greatest step, its extremes, or the better extreme. */
export const FILTER_AGGREGATES = ['LAST', 'MIN', 'MAX', 'BEST'] as const;
export type FilterAggregate = (typeof FILTER_AGGREGATES)[number];

export const FILTER_ATTRIBUTES = [
  'id',
  'name',
  'notes',
  'experiment',
  'task',
  'protocol',
  'architecture',
  'backend',
  'source',
  'status',
  'fold',
  'seed',
  'attempt',
  'epochs',
  'parameters',
  'created',
  'started',
  'finished',
  'duration',
] as const;
/** A fact of every run, by the name the filter language has for it. */
export type FilterAttribute = (typeof FILTER_ATTRIBUTES)[number];

export type FilterField =
  | { readonly kind: 'attribute'; readonly name: FilterAttribute }
  | { readonly kind: 'metric'; readonly split: Split; readonly key: string; readonly aggregate: FilterAggregate }
  | { readonly kind: 'param'; readonly key: string };

export const FILTER_OPERATORS = ['=', '!=', '<', '<=', '>', '>=', '~', '!~'] as const;
/** `~` and `!~`: contains, and does not contain, whatever the case. */
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/**
 * Numbers are finite; those of `duration` are seconds. An instant is an ISO 8601 text in UTC; `ago` lies so many
 * seconds before the moment of asking, so that a kept filter goes on meaning "the last week".
 */
export type FilterValue =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'instant'; readonly at: string }
  | { readonly kind: 'ago'; readonly seconds: number };

export interface FilterComparison {
  readonly kind: 'compare';
  readonly field: FilterField;
  readonly operator: FilterOperator;
  readonly value: FilterValue;
}

export interface FilterMembership {
  readonly kind: 'in';
  readonly field: FilterField;
  readonly values: readonly FilterValue[];
}

/**
 * Which runs. Every condition holds or does not: one about a value that a run lacks does not hold, `!=` and `!~`
 * included; `not` turns that round.
 */
export type FilterNode =
  | { readonly kind: 'and'; readonly parts: readonly FilterNode[] }
  | { readonly kind: 'or'; readonly parts: readonly FilterNode[] }
  | { readonly kind: 'not'; readonly part: FilterNode }
  | FilterComparison
  | FilterMembership
  /** The run has a value there. */
  | { readonly kind: 'has'; readonly field: FilterField }
  | { readonly kind: 'tag'; readonly tag: string }
  /** Part of the run's or its experiment's name, whatever the case. */
  | { readonly kind: 'text'; readonly text: string };

/** The filter that both hold; null stands for all runs. */
export function bothFilters(a: FilterNode | null, b: FilterNode | null): FilterNode | null {
  if (a === null || b === null) return a ?? b;
  return normalizeFilter({ kind: 'and', parts: [a, b] });
}

/** The same filter without lists of one and without lists inside their like: what the parser makes. */
export function normalizeFilter(node: FilterNode): FilterNode {
  if (node.kind === 'not') return { kind: 'not', part: normalizeFilter(node.part) };
  if (node.kind !== 'and' && node.kind !== 'or') return node;
  const { kind } = node;
  const parts = node.parts.map(normalizeFilter).flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind, parts };
}
