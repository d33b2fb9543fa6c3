'use client';
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { ClipFilter } from '../../generated/graphql';

const PARSERS = {
  v: parseAsInteger,
  emotion: parseAsString,
  gender: parseAsString,
  intensity: parseAsString,
  speaker: parseAsString,
};

export type ClipTrait = 'emotion' | 'gender' | 'intensity' | 'speaker';

/** The version and the clips that are looked at live in the address. */
export function useDataParams() {
  const [params, setParams] = useQueryStates(PARSERS, { history: 'replace' });
  const { emotion, gender, intensity, speaker } = params;
  const filter = useMemo<ClipFilter>(
    () => ({
      ...(emotion ? { emotion } : {}),
      ...(gender ? { gender } : {}),
      ...(intensity ? { intensity } : {}),
      ...(speaker ? { speaker } : {}),
    }),
    [emotion, gender, intensity, speaker],
  );
  return { params, setParams, filter };
}
