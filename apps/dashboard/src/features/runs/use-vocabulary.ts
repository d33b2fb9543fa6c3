'use client';
import type { FilterVocabulary } from '@voxboard/domain/filter';
import { useMemo } from 'react';
import { useApiQuery } from '../../api/use-api-query';
import { RunColumnsDocument, type RunColumnsQuery } from '../../generated/graphql';

export type KnownColumns = NonNullable<RunColumnsQuery['project']>['runColumns'];

const NONE: KnownColumns = { metrics: [], params: [], tags: [], experiments: [], protocols: [], architectures: [] };

/** What the runs of a project can be shown, filtered and sorted by. `isPaused`: something more urgent is read first. */
export function useVocabulary(
  slug: string,
  isPaused: boolean,
): { readonly known: KnownColumns; readonly vocabulary: FilterVocabulary } {
  const { data } = useApiQuery(RunColumnsDocument, { slug }, { isPaused });
  const known = data?.project?.runColumns ?? NONE;
  const vocabulary = useMemo<FilterVocabulary>(
    () => ({
      metrics: known.metrics,
      params: known.params,
      tags: known.tags,
      attributes: {
        experiment: known.experiments,
        protocol: known.protocols,
        architecture: known.architectures,
      },
    }),
    [known],
  );
  return { known, vocabulary };
}
