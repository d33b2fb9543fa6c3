import type { RunColumn } from '@voxboard/db';
import type { FieldNode } from 'graphql';

/** What fields of a run are told from: of those with resolvers and of those named otherwise than their column. */
const COLUMNS_OF: Readonly<Record<string, readonly RunColumn[]>> = {
  __typename: [],
  id: ['id'],
  name: ['name'],
  source: ['source'],
  status: ['status'],
  seed: ['seed'],
  foldIndex: ['foldIndex'],
  params: ['params'],
  tags: ['tags'],
  notes: ['notes'],
  backend: ['backend'],
  parameterCount: ['parameterCount'],
  epochsDone: ['epochsDone'],
  epochCount: ['epochCount'],
  attempt: ['attempt'],
  errorCode: ['errorCode'],
  errorMessage: ['errorMessage'],
  createdAt: ['createdAt'],
  startedAt: ['startedAt'],
  finishedAt: ['finishedAt'],
  heartbeatAt: ['heartbeatAt'],
  isStalled: ['status', 'source', 'heartbeatAt', 'startedAt', 'createdAt'],
  queuePosition: ['id', 'status'],
  experiment: ['experimentId'],
  project: ['projectId'],
  worker: ['workerId'],
  split: ['splitPlanId', 'foldIndex'],
  artifacts: ['id'],
  metrics: ['id'],
  series: ['id'],
};

/** The columns that these fields of runs need; null when some field may need any. */
export function columnsFor(fields: readonly FieldNode[]): RunColumn[] | null {
  const columns = new Set<RunColumn>();
  for (const { name } of fields) {
    const needed = COLUMNS_OF[name.value];
    if (needed === undefined) return null;
    for (const column of needed) columns.add(column);
  }
  return [...columns];
}
