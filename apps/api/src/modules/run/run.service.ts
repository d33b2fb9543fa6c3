import { type LogLineRow, RunRepository, type RunRow } from '@voxboard/db';
import { z } from 'zod';
import type { Clock } from '../../clock.js';
import type { Readers } from '../../readers.js';
import type { RunStateCache } from '../metric/run-state-cache.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { isStalled } from './run-state.js';

const ReplySchema = z.object({ runId: z.string() });
const LineNumberSchema = z.number().int().min(0);
const LineCountSchema = z.number().int().min(1).max(10_000);

export class RunService {
  constructor(
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
    private readonly states: RunStateCache,
    private readonly now: Clock,
  ) {}

  isStalled(run: RunRow): boolean {
    return isStalled(run, this.now());
  }

  /** @throws InvalidInputError */
  async log(runId: string, afterNumber: number, first: number): Promise<LogLineRow[]> {
    const after = parseInput(LineNumberSchema, afterNumber, ['afterNumber']);
    return this.readers.runLog.after(runId, after, parseInput(LineCountSchema, first, ['first']));
  }

  /** @throws NotFoundError, IllegalRunTransitionError */
  async cancel(id: string, key: string | null): Promise<RunRow> {
    const runId = requireUuid('Run', id);
    await this.#once('cancelRun', runId, key, (runs) => runs.cancel(runId));
    this.states.forget(runId);
    return this.#read(runId);
  }

  /** @throws NotFoundError, IllegalRunTransitionError */
  async resume(id: string, key: string | null): Promise<RunRow> {
    const runId = requireUuid('Run', id);
    await this.#once('resumeRun', runId, key, (runs) => runs.resume(runId));
    return this.#read(runId);
  }

  async #once(operation: string, runId: string, key: string | null, work: (runs: RunRepository) => Promise<unknown>) {
    await this.idempotency.once({ key, operation, input: { runId } }, ReplySchema, async (tx) => {
      await work(new RunRepository(tx));
      return { runId };
    });
  }

  async #read(runId: string): Promise<RunRow> {
    const [run] = await this.readers.run.byIds([runId]);
    return required(run, 'Run', runId);
  }
}
