import { performance } from 'node:perf_hooks';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { median } from '../store/measure.js';
import { asColumns, BatchMaker } from './bench-shapes.js';
import { LOG, type VoxboardApi } from './voxboard-api.js';

const SUBSCRIBE = `subscription($ids: [ID!]!) {
  seriesChanges(runIds: $ids) { appended { key steps values lastStep } replaced { key lastStep } } }`;
/** Connections that are opened together. */
const AT_ONCE = 50;

interface Delta {
  readonly seriesChanges: {
    readonly appended: { readonly lastStep: number }[];
    readonly replaced: { readonly lastStep: number }[];
  };
}

export interface SubscribersResult {
  /** Median milliseconds from logging an epoch until the last subscriber has its points. */
  readonly ms: number;
  readonly slowestMs: number;
  /** Memory of the API with the subscribers connected; null where the system does not say. */
  readonly memoryMb: number | null;
}

/** So many subscribers of one run, each on a connection of its own, and one script that logs. */
export async function measureSubscribers(
  api: VoxboardApi,
  projectSlug: string,
  count: number,
  epochs: number,
): Promise<SubscribersResult> {
  const runId = await api.createRun(projectSlug);
  const maker = new BatchMaker({ series: 4, pointsEach: 1 });
  const log = () => api.ask(LOG, { input: { runId, columns: asColumns(maker.next()) } });
  const audience = new Audience(api, runId);
  await log();
  for (let i = 0; i < count; i += AT_ONCE) {
    audience.join(Math.min(AT_ONCE, count - i));
    await audience.haveAll(0);
  }
  const times: number[] = [];
  for (let step = 1; step <= epochs; step++) {
    const begun = performance.now();
    await log();
    await audience.haveAll(step);
    times.push(performance.now() - begun);
    // An epoch takes a while; logged without pause, notices would be put together.
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const memoryMb = await api.memoryMb();
  await audience.leave();
  return { ms: median(times), slowestMs: Math.max(...times), memoryMb };
}

class Audience {
  readonly #clients: Client[] = [];
  readonly #heard: number[] = [];
  #onHeard = () => {};

  constructor(
    private readonly api: VoxboardApi,
    private readonly runId: string,
  ) {}

  join(count: number): void {
    for (let i = 0; i < count; i++) this.#join();
  }

  /** Resolves when every subscriber has this step. */
  haveAll(step: number): Promise<void> {
    return new Promise((resolve) => {
      this.#onHeard = () => {
        if (this.#heard.every((last) => last >= step)) resolve();
      };
      this.#onHeard();
    });
  }

  async leave(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.dispose()));
  }

  #join(): void {
    const place = this.#heard.push(-1) - 1;
    const client = createClient({ url: `${this.api.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
    this.#clients.push(client);
    client.subscribe<Delta>(
      { query: SUBSCRIBE, variables: { ids: [this.runId] } },
      {
        next: ({ data }) => {
          const series = data ? [...data.seriesChanges.appended, ...data.seriesChanges.replaced] : [];
          this.#heard[place] = Math.max(this.#heard[place] ?? -1, ...series.map(({ lastStep }) => lastStep));
          this.#onHeard();
        },
        error: (error) => {
          throw error;
        },
        complete: () => {},
      },
    );
  }
}
