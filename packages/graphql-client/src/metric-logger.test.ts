import { describe, expect, it } from 'vitest';
import type { VoxboardClient } from './client.js';
import { ApiUnreachableError, RejectedByApiError } from './errors.js';
import type { LogMetricsMutationVariables } from './generated/graphql.js';
import { createMetricLogger } from './metric-logger.js';

type Input = LogMetricsMutationVariables['input'];
type Answer = 'stored' | 'rejected' | 'unreachable';

function fakeClient(answers: Answer[] = []): { client: VoxboardClient; inputs: Input[] } {
  const inputs: Input[] = [];
  const request = async (_: unknown, variables: { input: Input }): Promise<unknown> => {
    inputs.push(variables.input);
    const answer = answers.shift() ?? 'stored';
    if (answer === 'unreachable') throw new ApiUnreachableError('http://nowhere', null);
    if (answer === 'rejected') {
      return {
        logMetrics: { __typename: 'NotFoundError', code: 'NOT_FOUND', message: 'no such run', path: ['runId'] },
      };
    }
    return { logMetrics: { __typename: 'LogMetricsSuccess', stored: 1, wasDuplicate: false } };
  };
  return { client: { request } as unknown as VoxboardClient, inputs };
}

function logger(client: VoxboardClient, batchSize?: number) {
  let key = 0;
  return createMetricLogger(client, {
    runId: 'run',
    ...(batchSize === undefined ? {} : { batchSize }),
    createBatchKey: () => `batch-${++key}`,
    now: () => 1000,
  });
}

describe('createMetricLogger', () => {
  it('sends one column per key and split, with values that JSON cannot hold spelled out', async () => {
    const { client, inputs } = fakeClient();
    const metrics = logger(client);
    await metrics.log(0, { loss: 1.5 });
    await metrics.log(1, { loss: Number.NaN });
    await metrics.log(1, { loss: Number.NEGATIVE_INFINITY }, 'VALIDATION');
    await metrics.flush();
    expect(inputs).toEqual([
      {
        runId: 'run',
        idempotencyKey: 'batch-1',
        columns: [
          { key: 'loss', split: 'TRAIN', steps: [0, 1], values: [1.5, 'NaN'], timestampsMs: [1000, 1000] },
          { key: 'loss', split: 'VALIDATION', steps: [1], values: ['-Infinity'], timestampsMs: [1000] },
        ],
      },
    ]);
  });

  it('sends nothing when nothing was logged', async () => {
    const { client, inputs } = fakeClient();
    await logger(client).flush();
    expect(inputs).toEqual([]);
  });

  it('sends a full batch by itself', async () => {
    const { client, inputs } = fakeClient();
    const metrics = logger(client, 2);
    await metrics.log(0, { loss: 3, accuracy: 0.1, uar: 0.2 });
    expect(inputs.map(({ columns }) => columns?.map(({ key }) => key))).toEqual([['loss', 'accuracy']]);
    await metrics.flush();
    expect(inputs).toHaveLength(2);
  });

  it('sends a batch that got no answer again under the same key', async () => {
    const { client, inputs } = fakeClient(['unreachable']);
    const metrics = logger(client);
    await metrics.log(0, { loss: 1 });
    await expect(metrics.flush()).rejects.toBeInstanceOf(ApiUnreachableError);
    await metrics.log(1, { loss: 2 });
    await metrics.flush();
    expect(inputs.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['batch-1', 'batch-1', 'batch-2']);
  });

  it('drops a batch that the API turned down and says why', async () => {
    const { client, inputs } = fakeClient(['rejected']);
    const metrics = logger(client);
    await metrics.log(0, { loss: 1 });
    const failure = await metrics.flush().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RejectedByApiError);
    expect(failure).toMatchObject({ reason: 'NOT_FOUND', path: ['runId'], message: 'no such run' });
    await metrics.flush();
    expect(inputs).toHaveLength(1);
  });
});
