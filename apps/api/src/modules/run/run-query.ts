import type { RunFilter as ReaderFilter, RunOrder as ReaderOrder } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import { asUuid } from '../shared/parse-input.js';
import type { RunFilter, RunOrder } from './run.input.js';

/** No run has this id: what stands for text that can be no id at all. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const MAX_IDS = 1000;

/** The filter as the database takes it. @throws InvalidInputError when it names too many runs. */
export function toReaderFilter(filter: RunFilter | null | undefined): ReaderFilter {
  if (filter == null) return {};
  if (filter.ids != null && filter.ids.length > MAX_IDS) {
    throw new InvalidInputError(`"ids" may name at most ${MAX_IDS} runs, got ${filter.ids.length}.`, {
      path: ['filter', 'ids'],
    });
  }
  return {
    ...filter,
    architectureId: idOrNobody(filter.architectureId),
    experimentId: idOrNobody(filter.experimentId),
    ids: filter.ids?.flatMap((id) => asUuid(id) ?? []),
  };
}

/** @throws InvalidInputError when METRIC comes without its metric. */
export function toReaderOrder(order: RunOrder | null | undefined): ReaderOrder {
  if (order == null) return { field: 'CREATED_AT', direction: 'DESC' };
  const { field, direction, metric } = order;
  if (field !== 'METRIC') return { field, direction };
  if (metric == null) {
    throw new InvalidInputError('Ordering by METRIC needs "metric": {key, split, aggregate}.', {
      path: ['orderBy', 'metric'],
    });
  }
  return { field, direction, metric: { key: metric.key, split: metric.split, aggregate: metric.aggregate } };
}

function idOrNobody(id: string | null | undefined): string | null {
  return id == null ? null : (asUuid(id) ?? NOBODY);
}
