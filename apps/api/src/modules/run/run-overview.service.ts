import { canGroupBy, type RunGroupRow, type RunTally } from '@voxboard/db';
import { FilterSyntaxError, InvalidInputError, isLowerBetter, parseFilter, printFilter } from '@voxboard/domain';
import type { Readers } from '../../readers.js';
import { requireListSize } from '../shared/list-size.js';
import type { RunFilter } from './run.input.js';
import type { MetricOrder, RunFieldInput } from './run-condition.input.js';
import type { ReadRunFilter, RunColumns } from './run-overview.type.js';
import { toReaderFilter } from './run-query.js';
import { toFilterField } from './to-filter-tree.js';

const MAX_BOUND = 1_000_000;
const MAX_GROUPS = 1000;
const MAX_GROUP_FIELDS = 3;
const MAX_GROUP_METRICS = 8;

/** What can be said of all runs of a project without listing them. */
export class RunOverviewService {
  constructor(private readonly readers: Readers) {}

  /** @throws InvalidInputError, FilterSyntaxError */
  async tally(projectId: string, filter: RunFilter | null, upTo: number): Promise<RunTally> {
    if (upTo < 1 || upTo > MAX_BOUND) {
      throw new InvalidInputError(`"upTo" must be from 1 to ${MAX_BOUND}.`, { path: ['upTo'] });
    }
    return this.readers.runTally.tally(projectId, toReaderFilter(filter), upTo);
  }

  async columns(projectId: string): Promise<RunColumns> {
    const reader = this.readers.runColumn;
    const [metrics, params, tags, names] = await Promise.all([
      reader.metrics(projectId),
      reader.params(projectId),
      reader.tags(projectId),
      reader.names(projectId),
    ]);
    return {
      metrics: metrics.map((metric) => ({ ...metric, isLowerBetter: isLowerBetter(metric.key) })),
      params: params.map((param) => ({ ...param, values: [...param.values] })),
      tags,
      ...names,
    };
  }

  /** @throws InvalidInputError, FilterSyntaxError */
  async groups(
    projectId: string,
    by: readonly RunFieldInput[],
    metrics: readonly MetricOrder[],
    filter: RunFilter | null,
    first: number,
  ): Promise<RunGroupRow[]> {
    requireListSize(metrics, 'metrics');
    if (by.length < 1 || by.length > MAX_GROUP_FIELDS) {
      throw new InvalidInputError(`Group by 1 to ${MAX_GROUP_FIELDS} fields.`, { path: ['by'] });
    }
    if (metrics.length > MAX_GROUP_METRICS) {
      throw new InvalidInputError(`At most ${MAX_GROUP_METRICS} metrics can be summed up at once.`, {
        path: ['metrics'],
      });
    }
    if (first < 1 || first > MAX_GROUPS) {
      throw new InvalidInputError(`"first" must be from 1 to ${MAX_GROUPS}.`, { path: ['first'] });
    }
    const fields = by.map(toFilterField);
    const odd = fields.find((field) => !canGroupBy(field));
    if (odd !== undefined) {
      throw new InvalidInputError('Group by a parameter, or by an attribute that many runs share.', { path: ['by'] });
    }
    return this.readers.runGroup.groups(projectId, fields, metrics, toReaderFilter(filter), first);
  }

  readFilter(text: string): ReadRunFilter {
    try {
      const tree = parseFilter(text);
      return { plain: tree === null ? '' : printFilter(tree), mistake: null };
    } catch (error) {
      if (!(error instanceof FilterSyntaxError)) throw error;
      const { message, offset, length } = error;
      return { plain: null, mistake: { message, offset, length } };
    }
  }
}
