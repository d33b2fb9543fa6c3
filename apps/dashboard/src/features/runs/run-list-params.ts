'use client';
import type { ProtocolName } from '@voxboard/domain';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { RunFilter, RunOrder } from '../../generated/graphql';

export const STATUSES = ['QUEUED', 'RUNNING', 'FINISHED', 'FAILED', 'CANCELED'] as const;
export const TASKS = ['EMOTION', 'GENDER', 'SPEAKER'] as const;
/** Spelled out, since the schemas beside the original list would come along into the browser. */
export const PROTOCOLS = [
  'by-speaker',
  'upm-5',
  'emobox-6',
  'loso',
  'by-clip',
  'by-statement',
  'study',
] as const satisfies readonly ProtocolName[];
export const SORT_FIELDS = ['created', 'name', 'uar', 'accuracy', 'loss'] as const;
export type SortField = (typeof SORT_FIELDS)[number];

const ORDERS: Readonly<Record<SortField, Omit<RunOrder, 'direction'>>> = {
  created: { field: 'CREATED_AT' },
  name: { field: 'NAME' },
  uar: { field: 'METRIC', metric: { key: 'uar', split: 'TEST', aggregate: 'LAST' } },
  accuracy: { field: 'METRIC', metric: { key: 'accuracy', split: 'TEST', aggregate: 'LAST' } },
  loss: { field: 'METRIC', metric: { key: 'loss', split: 'VALIDATION', aggregate: 'LAST' } },
};

/** Where sorting by a column starts: the best first. */
export const FIRST_DIRECTION: Readonly<Record<SortField, 'asc' | 'desc'>> = {
  created: 'desc',
  name: 'asc',
  uar: 'desc',
  accuracy: 'desc',
  loss: 'asc',
};

const PARSERS = {
  q: parseAsString.withDefault(''),
  status: parseAsArrayOf(parseAsStringLiteral(STATUSES)).withDefault([]),
  task: parseAsStringLiteral(TASKS),
  protocol: parseAsString,
  sort: parseAsStringLiteral(SORT_FIELDS).withDefault('created'),
  direction: parseAsStringLiteral(['asc', 'desc'] as const).withDefault('desc'),
  hide: parseAsArrayOf(parseAsString).withDefault([]),
};

/** The whole view of the table lives in the address: a link shows what its sender saw. */
export function useRunListParams() {
  const [params, setParams] = useQueryStates(PARSERS, { history: 'replace', throttleMs: 150 });
  const { q, status, task, protocol, sort, direction } = params;
  const filter = useMemo<RunFilter>(
    () => ({
      ...(q.trim() ? { text: q.trim() } : {}),
      ...(status.length > 0 ? { statuses: status } : {}),
      ...(task ? { task } : {}),
      ...(protocol ? { protocol } : {}),
    }),
    [q, status, task, protocol],
  );
  const orderBy = useMemo<RunOrder>(
    () => ({ ...ORDERS[sort], direction: direction === 'asc' ? 'ASC' : 'DESC' }),
    [sort, direction],
  );
  const isFiltered = Object.keys(filter).length > 0;
  return { params, setParams, filter, orderBy, isFiltered };
}
