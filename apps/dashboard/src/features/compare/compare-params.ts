'use client';
import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsFloat,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';

export const CURVE_SPLITS = ['both', 'train', 'validation'] as const;

const PARSERS = {
  ids: parseAsArrayOf(parseAsString).withDefault([]),
  keys: parseAsArrayOf(parseAsString),
  split: parseAsStringLiteral(CURVE_SPLITS).withDefault('both'),
  smoothing: parseAsFloat.withDefault(0),
  log: parseAsBoolean.withDefault(false),
  logx: parseAsBoolean.withDefault(false),
  differences: parseAsBoolean.withDefault(false),
};

/** Which runs, and how they are looked at: all of it in the address. */
export function useCompareParams() {
  const [params, setParams] = useQueryStates(PARSERS, { history: 'replace', throttleMs: 100 });
  return { params, setParams };
}

export type CompareParams = ReturnType<typeof useCompareParams>['params'];
export type SetCompareParams = ReturnType<typeof useCompareParams>['setParams'];
