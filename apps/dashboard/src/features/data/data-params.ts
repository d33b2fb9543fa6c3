'use client';
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { ClipFilter } from '../../generated/graphql';

export const CLIP_TRAITS_SHOWN = ['emotion', 'gender', 'intensity', 'speaker'] as const;

const PARSERS = {
  v: parseAsInteger,
  bars: parseAsStringLiteral(CLIP_TRAITS_SHOWN).withDefault('emotion'),
  stacks: parseAsStringLiteral(CLIP_TRAITS_SHOWN).withDefault('gender'),
  emotion: parseAsString,
  gender: parseAsString,
  intensity: parseAsString,
  speaker: parseAsString,
};

export type ClipTrait = (typeof CLIP_TRAITS_SHOWN)[number];

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
