import type { TrashPageQuery } from '../../generated/graphql';

export type TrashItem = NonNullable<TrashPageQuery['project']>['trash']['nodes'][number];

export const KIND_NAMES: Readonly<Record<TrashItem['kind'], string>> = {
  EXPERIMENT: 'Experiment',
  RUN: 'Run',
  FEATURE_SET: 'Feature set',
  DATASET: 'Dataset',
};

/** Where something in the trash can still be looked at; null: nowhere until it is back. */
export function trashAddress(slug: string, { kind, id }: Pick<TrashItem, 'kind' | 'id'>): string | null {
  if (kind === 'EXPERIMENT') return `/p/${slug}/experiments/${id}`;
  if (kind === 'RUN') return `/p/${slug}/runs/${id}`;
  return null;
}
