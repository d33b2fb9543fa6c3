'use client';
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryState, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { PredictionFilter, Split } from '../../generated/graphql';

const SPLITS = ['TRAIN', 'VALIDATION', 'TEST'] as const satisfies readonly Split[];

const PARSERS = {
  split: parseAsStringLiteral(SPLITS).withDefault('TEST'),
  actual: parseAsString,
  predicted: parseAsString,
  speaker: parseAsString,
  wrong: parseAsBoolean.withDefault(false),
};

/** Which predictions are shown; in the address, so that a mistake can be shared as a link. */
export function usePredictionFilter() {
  const [params, setParams] = useQueryStates(PARSERS);
  const [, setTab] = useQueryState('tab', parseAsString);
  const { split, actual, predicted, speaker, wrong } = params;
  const filter = useMemo<PredictionFilter>(
    () => ({ split, actual, predicted, speaker, wrongOnly: wrong }),
    [split, actual, predicted, speaker, wrong],
  );
  return {
    params,
    setParams,
    filter,
    /** Goes to the predictions that one cell of the confusion matrix counts. */
    showCell: async (cell: { split: Split; actual: string; predicted: string }) => {
      await setParams({ ...cell, speaker: null, wrong: null });
      await setTab('predictions', { history: 'push' });
    },
  };
}
