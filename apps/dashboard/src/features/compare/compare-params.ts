'use client';
import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsFloat,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';
import { useMemo } from 'react';
import type { Zoom } from '../../charts';

export const CURVE_SPLITS = ['both', 'train', 'validation'] as const;
export const AXES = ['step', 'epoch', 'relative', 'wall'] as const;
export const BANDS = ['sd', 'range'] as const;
export const MATRIX_VIEWS = ['values', 'difference'] as const;

const PARSERS = {
  runs: parseAsArrayOf(parseAsString),
  /** Links of earlier versions name the runs so. */
  ids: parseAsArrayOf(parseAsString),
  experiments: parseAsArrayOf(parseAsString),
  /** What differences are to; the first when left out. */
  ref: parseAsString,
  /** Which ones are drawn, by place; `all` for every one. */
  eyes: parseAsString,
  keys: parseAsArrayOf(parseAsString),
  split: parseAsStringLiteral(CURVE_SPLITS).withDefault('both'),
  axis: parseAsStringLiteral(AXES).withDefault('step'),
  smoothing: parseAsFloat.withDefault(0),
  log: parseAsBoolean.withDefault(false),
  logx: parseAsBoolean.withDefault(false),
  clip: parseAsBoolean.withDefault(false),
  zoom: parseAsArrayOf(parseAsFloat, '~'),
  group: parseAsString,
  band: parseAsStringLiteral(BANDS).withDefault('sd'),
  matrix: parseAsStringLiteral(MATRIX_VIEWS).withDefault('values'),
  differences: parseAsBoolean.withDefault(true),
  find: parseAsString.withDefault(''),
  pair: parseAsInteger.withDefault(0),
};

/** What is compared, and how it is looked at: all of it in the address. */
export function useCompareParams() {
  const [params, setParams] = useQueryStates(PARSERS, { history: 'replace', throttleMs: 100 });
  const [from, to] = params.zoom ?? [];
  const zoom = useMemo<Zoom | null>(
    () => (from !== undefined && to !== undefined && from < to ? [from, to] : null),
    [from, to],
  );
  return { params, zoom, setParams };
}

export type CompareParams = ReturnType<typeof useCompareParams>['params'];
export type SetCompareParams = ReturnType<typeof useCompareParams>['setParams'];
