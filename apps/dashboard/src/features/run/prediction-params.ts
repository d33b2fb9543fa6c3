'use client';
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { PredictionFilter, Split } from '../../generated/graphql';

const SPLITS = ['TRAIN', 'VALIDATION', 'TEST'] as const satisfies readonly Split[];

const PARSERS = {
  split: parseAsStringLiteral(SPLITS).withDefault('TEST'),
  actual: parseAsString,
  predicted: parseAsString,
  speaker: parseAsString,
  gender: parseAsString,
  intensity: parseAsString,
  statement: parseAsString,
  wrong: parseAsBoolean.withDefault(false),
  order: parseAsStringLiteral(['CLIP', 'HARDEST']).withDefault('CLIP'),
};

/** Which predictions are shown; in the address, so that a mistake can be shared as a link. */
export function usePredictionFilter() {
  const [params, setParams] = useQueryStates(PARSERS);
  const { split, actual, predicted, speaker, gender, intensity, statement, wrong } = params;
  const filter = useMemo<PredictionFilter>(
    () => ({ split, actual, predicted, speaker, gender, intensity, statement, wrongOnly: wrong }),
    [split, actual, predicted, speaker, gender, intensity, statement, wrong],
  );
  return { params, setParams, filter };
}
