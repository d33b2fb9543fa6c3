'use client';
import { parseAsStringLiteral, useQueryState } from 'nuqs';

export const RUN_TABS = [
  'overview',
  'curves',
  'evaluation',
  'predictions',
  'parameters',
  'log',
  'artifacts',
  'audit',
] as const;

export type RunTab = (typeof RUN_TABS)[number];

/** Which part of the run is shown; in the address. */
export function useRunTab() {
  return useQueryState('tab', parseAsStringLiteral(RUN_TABS).withDefault('overview'));
}
