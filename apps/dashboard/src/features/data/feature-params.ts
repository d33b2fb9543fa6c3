'use client';
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';

export const CLIP_TRAITS = ['EMOTION', 'GENDER', 'INTENSITY', 'SPEAKER'] as const;
export type ClipTraitName = (typeof CLIP_TRAITS)[number];
export const STATISTIC_ORDERS = ['explained', 'column', 'mean', 'sd', 'missing'] as const;
export type StatisticOrder = (typeof STATISTIC_ORDERS)[number];

const PARSERS = {
  /** The feature whose distribution is shown. */
  feature: parseAsString,
  by: parseAsStringLiteral(CLIP_TRAITS).withDefault('EMOTION'),
  row: parseAsInteger.withDefault(0),
  order: parseAsStringLiteral(STATISTIC_ORDERS).withDefault('explained'),
  q: parseAsString.withDefault(''),
};

/** What is looked at of a feature set lives in the address. */
export function useFeatureParams() {
  return useQueryStates(PARSERS, { history: 'replace' });
}
