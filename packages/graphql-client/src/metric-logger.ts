import { MAX_POINTS_PER_CALL, type Split } from '@voxboard/domain';
import type { VoxboardClient } from './client.js';
import { LogMetricsDocument, type LogMetricsMutationVariables } from './generated/graphql.js';
import { encodeMetricValue, type MetricValue } from './metric-value.js';
import { unwrap } from './unwrap.js';

export interface MetricLoggerOptions {
  readonly runId: string;
  /** Points held back before a call is made (1 … 10,000). */
  readonly batchSize?: number;
  /** Makes the key that lets the API drop a batch it has stored already. */
  readonly createBatchKey?: () => string;
  readonly now?: () => number;
}

export interface MetricLogger {
  /** Holds one step's values; a full batch is sent before the promise resolves. */
  log(step: number, values: Readonly<Record<string, number>>, split?: Split): Promise<void>;
  /**
   * Sends what is held.
   * @throws RejectedByApiError where the API turns a batch down (that batch is dropped)
   * @throws ApiUnreachableError where no answer came (nothing is lost: the same batch goes out with the next flush)
   */
  flush(): Promise<void>;
}

interface Column {
  readonly key: string;
  readonly split: Split;
  readonly steps: number[];
  readonly values: MetricValue[];
  readonly timestampsMs: number[];
}

/** Gathers metric points into columns, so that one call carries many steps of many keys. */
export function createMetricLogger(client: VoxboardClient, options: MetricLoggerOptions): MetricLogger {
  const {
    runId,
    batchSize = 1000,
    createBatchKey = () => globalThis.crypto.randomUUID(),
    now = () => performance.timeOrigin + performance.now(),
  } = options;
  const limit = Math.min(Math.max(1, batchSize), MAX_POINTS_PER_CALL);
  let columns = new Map<string, Column>();
  let pointCount = 0;
  /** Batches that were cut but not stored yet, oldest first; their keys stay, so a retry never doubles a point. */
  const outbox: LogMetricsMutationVariables['input'][] = [];
  let sending: Promise<void> = Promise.resolve();

  const cut = (): void => {
    if (pointCount === 0) return;
    outbox.push({ runId, idempotencyKey: createBatchKey(), columns: [...columns.values()] });
    columns = new Map();
    pointCount = 0;
  };
  const sendAll = async (): Promise<void> => {
    for (let batch = outbox[0]; batch !== undefined; batch = outbox[0]) {
      const { logMetrics } = await client.request(LogMetricsDocument, { input: batch });
      // Stored or turned down, this batch is settled; only a batch without an answer is sent again.
      outbox.shift();
      unwrap(logMetrics, 'LogMetricsSuccess');
    }
  };
  const send = (): Promise<void> => {
    sending = sending.catch(() => undefined).then(sendAll);
    return sending;
  };
  return {
    log: async (step, values, split = 'TRAIN') => {
      for (const [key, value] of Object.entries(values)) {
        const column = columnOf(columns, key, split);
        column.steps.push(step);
        column.values.push(encodeMetricValue(value));
        column.timestampsMs.push(now());
        pointCount += 1;
        if (pointCount >= limit) cut();
      }
      if (outbox.length > 0) await send();
    },
    flush: () => {
      cut();
      return send();
    },
  };
}

function columnOf(columns: Map<string, Column>, key: string, split: Split): Column {
  const id = `${split} ${key}`;
  let column = columns.get(id);
  if (column === undefined) {
    column = { key, split, steps: [], values: [], timestampsMs: [] };
    columns.set(id, column);
  }
  return column;
}
