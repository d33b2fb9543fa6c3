import type { MetricStore, RunRepository, RunState } from '@voxboard/db';
import { IllegalRunTransitionError, InvalidInputError, MAX_POINTS_PER_CALL, type MetricColumn } from '@voxboard/domain';
import type { Clock } from '../../clock.js';
import { requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { hashOfBatch } from './batch-hash.js';
import type { LogMetricsInput, MetricColumnInput, PackedMetricColumnInput } from './metric.input.js';
import type { RunStateCache } from './run-state-cache.js';
import { SignsOfLife } from './signs-of-life.js';

const MAX_COLUMNS = 1000;
/** Takes metrics of outside scripts' runs. */
export class MetricLogService {
  readonly #life: SignsOfLife;

  constructor(
    private readonly states: RunStateCache,
    private readonly store: MetricStore,
    runs: RunRepository,
    private readonly now: Clock,
  ) {
    this.#life = new SignsOfLife(runs, now);
  }

  /** @throws InvalidInputError, NotFoundError, IllegalRunTransitionError when the run has ended */
  async log(input: LogMetricsInput): Promise<{ stored: number; duplicate: boolean }> {
    const runId = requireUuid('Run', input.runId);
    const columns = this.#columns([...input.columns, ...input.packedColumns]);
    const { epochsDone } = input;
    const batchKey = input.idempotencyKey ?? input.batchKey;
    if (epochsDone != null && epochsDone < 0) {
      throw new InvalidInputError(`"epochsDone" must be 0 or more, got ${epochsDone}.`, { path: ['epochsDone'] });
    }
    const run = required(await this.states.get(runId), 'Run', runId);
    refuseUnlessLogged(run);
    const options = {
      ...(batchKey != null && { batchKey, inputHash: hashOfBatch(input) }),
      ...(epochsDone != null && { epochsDone }),
    };
    const outcome = await namingColumns(input, () => this.store.append(runId, run.projectId, columns, options));
    await this.#life.heard(runId);
    return outcome;
  }

  #columns(columns: readonly (MetricColumnInput | PackedMetricColumnInput)[]): MetricColumn[] {
    if (columns.length > MAX_COLUMNS) {
      throw new InvalidInputError(`A call takes at most ${MAX_COLUMNS} columns, got ${columns.length}.`, {
        path: ['columns'],
      });
    }
    const points = columns.reduce((sum, column) => sum + column.steps.length, 0);
    if (points > MAX_POINTS_PER_CALL) {
      throw new InvalidInputError(`A call takes at most ${MAX_POINTS_PER_CALL} points, got ${points}. Send several.`, {
        path: ['columns'],
      });
    }
    const now = this.now().getTime();
    return columns.map(({ key, split, steps, values, timestampsMs }) => ({
      key,
      split,
      steps,
      values,
      timestampsMs: timestampsMs ?? new Float64Array(steps.length).fill(now),
    }));
  }
}

/** @throws InvalidInputError, IllegalRunTransitionError */
function refuseUnlessLogged(run: RunState): void {
  if (run.source === 'LAUNCHED') {
    throw new InvalidInputError(
      `Run ${run.id} is trained by Voxboard's own workers; only they log its metrics. Create a run of your own with createRun.`,
      { path: ['runId'] },
    );
  }
  if (run.status !== 'RUNNING') throw new IllegalRunTransitionError(run.id, run.status, 'RUNNING');
}

/** The store names a bad column by its place among all; the input has them in two lists. */
async function namingColumns<Outcome>(input: LogMetricsInput, append: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await append();
  } catch (error) {
    if (!(error instanceof InvalidInputError) || !/^\d+$/.test(error.path[0] ?? '')) throw error;
    const [place = '', ...rest] = error.path;
    const packed = Number(place) - input.columns.length;
    const path = packed < 0 ? ['columns', place, ...rest] : ['packedColumns', String(packed), ...rest];
    throw new InvalidInputError(error.message, { path, cause: error });
  }
}
