import type { RunFilter as ReaderFilter, RunOrder as ReaderOrder } from '@voxboard/db';
import { bothFilters, type FilterNode, InvalidInputError, parseFilter } from '@voxboard/domain';
import { asUuid } from '../shared/parse-input.js';
import type { RunFilter, RunOrder } from './run.input.js';
import { toFilterTree } from './to-filter-tree.js';

/** No run has this id: what stands for text that can be no id at all. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const MAX_IDS = 1000;
const MAX_OFFSET = 10_000_000;

/** The filter as the database takes it. @throws InvalidInputError, FilterSyntaxError */
export function toReaderFilter(filter: RunFilter | null | undefined): ReaderFilter {
  if (filter == null) return {};
  if (filter.ids != null && filter.ids.length > MAX_IDS) {
    throw new InvalidInputError(`"ids" may name at most ${MAX_IDS} runs, got ${filter.ids.length}.`, {
      path: ['filter', 'ids'],
    });
  }
  const { query, where, ...plain } = filter;
  return {
    ...plain,
    where: treeOf(query, where),
    architectureId: idOrNobody(filter.architectureId),
    experimentId: idOrNobody(filter.experimentId),
    ids: filter.ids?.flatMap((id) => asUuid(id) ?? []),
  };
}

function treeOf(query: RunFilter['query'], where: RunFilter['where']): FilterNode | null {
  return bothFilters(parseFilter(query ?? ''), where == null ? null : toFilterTree(where));
}

/** @throws InvalidInputError when METRIC comes without its metric, or PARAM without its parameter. */
export function toReaderOrder(order: RunOrder | null | undefined): ReaderOrder {
  if (order == null) return { field: 'CREATED_AT', direction: 'DESC' };
  const { field, direction, metric, param } = order;
  if (field === 'METRIC') {
    if (metric == null) throw lacking('METRIC needs "metric": {key, split, aggregate}', 'metric');
    return { field, direction, metric: { key: metric.key, split: metric.split, aggregate: metric.aggregate } };
  }
  if (field === 'PARAM') {
    if (param == null || param === '') throw lacking('PARAM needs "param", the name of a parameter', 'param');
    return { field, direction, param };
  }
  return { field, direction };
}

function lacking(what: string, field: string): InvalidInputError {
  return new InvalidInputError(`Ordering by ${what}.`, { path: ['orderBy', field] });
}

function idOrNobody(id: string | null | undefined): string | null {
  return id == null ? null : (asUuid(id) ?? NOBODY);
}

/** @throws InvalidInputError when it is out of range, or stands beside a cursor */
export function checkedOffset(offset: number | null | undefined, cursor: string | null | undefined): number | null {
  if (offset == null) return null;
  const problem = offset < 0 || offset > MAX_OFFSET ? `must be from 0 to ${MAX_OFFSET}` : null;
  const message = cursor == null ? problem : 'goes with no cursor';
  if (message !== null) throw new InvalidInputError(`"offset" ${message}.`, { path: ['offset'] });
  return offset;
}
