import { performance } from 'node:perf_hooks';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { median } from '../store/measure.js';
import { asColumns, BatchMaker } from './bench-shapes.js';
import { LOG, type VoxboardApi } from './voxboard-api.js';

const SUBSCRIBE =
  'subscription($ids: [ID!]!) { metricsAppended(runIds: $ids, sinceStep: -1) { key steps values lastStep } }';

/** Median milliseconds from logging an epoch until the last of so many subscribers has its points. */
export async function measureSubscribers(api: VoxboardApi, projectSlug: string, count: number, epochs: number) {
  const runId = await api.createRun(projectSlug);
  const maker = new BatchMaker({ series: 4, pointsEach: 1 });
  const log = () => api.ask(LOG, { input: { runId, columns: asColumns(maker.next()) } });
  const clients: Client[] = [];
  const heard = Array.from({ length: count }, () => -1);
  let onHeard = () => {};
  for (let i = 0; i < count; i++) {
    const client = createClient({ url: `${api.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
    clients.push(client);
    client.subscribe<{ metricsAppended: { lastStep: number }[] }>(
      { query: SUBSCRIBE, variables: { ids: [runId] } },
      {
        next: ({ data }) => {
          heard[i] = Math.max(heard[i] ?? -1, ...(data?.metricsAppended ?? []).map(({ lastStep }) => lastStep));
          onHeard();
        },
        error: (error) => {
          throw error;
        },
        complete: () => {},
      },
    );
  }
  const allHave = (step: number) =>
    new Promise<void>((resolve) => {
      onHeard = () => {
        if (heard.every((last) => last >= step)) resolve();
      };
      onHeard();
    });
  const times: number[] = [];
  for (let step = 0; step < epochs; step++) {
    const begun = performance.now();
    await log();
    await allHave(step);
    // The first epoch waits for the connections.
    if (step > 0) times.push(performance.now() - begun);
    // An epoch takes a while; logged without pause, notices would be put together.
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  for (const client of clients) await client.dispose();
  return median(times);
}
