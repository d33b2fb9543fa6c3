'use client';
import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsFloat,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';

export const SPLITS = ['TRAIN', 'VALIDATION', 'TEST'] as const;

const PARSERS = {
  ids: parseAsArrayOf(parseAsString).withDefault([]),
  keys: parseAsArrayOf(parseAsString).withDefault(['loss', 'uar']),
  splits: parseAsArrayOf(parseAsStringLiteral(SPLITS)).withDefault(['VALIDATION']),
  smoothing: parseAsFloat.withDefault(0),
  log: parseAsBoolean.withDefault(false),
  logx: parseAsBoolean.withDefault(false),
  diff: parseAsBoolean.withDefault(false),
};

/** Which runs are compared and how lives in the address. */
export function useCompareParams() {
  const [params, setParams] = useQueryStates(PARSERS, { history: 'replace' });
  return { params, setParams };
}
