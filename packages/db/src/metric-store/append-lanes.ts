import type { MetricBatch } from './metric-batch.js';

export interface AppendOutcome {
  /** Points of the call that are stored; 0 when it was a duplicate. */
  readonly stored: number;
  /** True when a batch with that key was stored before; nothing was changed then. */
  readonly duplicate: boolean;
  /** True when that batch had another input: the key was used for two. Left out when the inputs were the same. */
  readonly hadOtherInput?: boolean;
}

interface Waiting {
  readonly projectId: string;
  readonly batch: MetricBatch;
  resolve(outcome: AppendOutcome): void;
  reject(error: unknown): void;
}

interface Lane {
  waiting: Waiting[];
}

/** Points that one transaction may gather from several calls. */
const MOST_TOGETHER = 100_000;

/**
 * One lane a run: while a transaction of the run is under way, further calls wait and are then stored together. Calls
 * to the same series would wait for its lock anyway; this way they share one transaction and one commit, and hold one
 * connection.
 */
export class AppendLanes {
  readonly #lanes = new Map<string, Lane>();

  /** @param store stores some calls of one run and project in one transaction; one outcome a call, in their order */
  constructor(
    private readonly store: (
      runId: string,
      projectId: string,
      batches: readonly MetricBatch[],
    ) => Promise<readonly AppendOutcome[]>,
  ) {}

  append(runId: string, projectId: string, batch: MetricBatch): Promise<AppendOutcome> {
    return new Promise((resolve, reject) => {
      const waiting = { projectId, batch, resolve, reject };
      const lane = this.#lanes.get(runId);
      if (lane) {
        lane.waiting.push(waiting);
        return;
      }
      const opened = { waiting: [waiting] };
      this.#lanes.set(runId, opened);
      void this.#drain(runId, opened);
    });
  }

  async #drain(runId: string, lane: Lane): Promise<void> {
    while (lane.waiting.length > 0) {
      const group = takeGroup(lane);
      try {
        const batches = group.map(({ batch }) => batch);
        const outcomes = await this.store(runId, group[0]?.projectId ?? '', batches);
        for (const [i, outcome] of outcomes.entries()) group[i]?.resolve(outcome);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#lanes.delete(runId);
  }
}

/** The longest prefix of the lane with one project and not too many points. */
function takeGroup(lane: Lane): Waiting[] {
  let points = 0;
  const end = lane.waiting.findIndex(({ projectId, batch }, i) => {
    points += batch.pointCount;
    return i > 0 && (points > MOST_TOGETHER || projectId !== lane.waiting[0]?.projectId);
  });
  const group = end < 0 ? lane.waiting : lane.waiting.slice(0, end);
  lane.waiting = end < 0 ? [] : lane.waiting.slice(end);
  return group;
}
