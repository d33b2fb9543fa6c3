import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RootDatabase } from '@voxboard/db';
import { type Browser, chromium } from 'playwright-core';
import { ChildServer, freePort } from '../api/child-server.js';
import { VoxboardApi } from '../api/voxboard-api.js';
import { openBenchDatabase } from '../store/bench-database.js';
import { atInterrupt } from '../support/at-interrupt.js';
import { type ManyRuns, makeManyRuns } from '../support/many-runs.js';
import type { BenchPage, Workplace } from './bench-page.js';
import { makeComparedRuns } from './compared-runs.js';

const DASHBOARD = fileURLToPath(new URL('../../../apps/dashboard/server.mjs', import.meta.url));
const STARTED = /"ready":true,"url":"([^"]+)"/;
const START_SECONDS = 60;

/** Postgres, the API, the production build of the dashboard and a browser, with the projects that measurements share. */
export class DashboardStack {
  readonly #stops: (() => Promise<unknown>)[] = [];
  readonly #projects = new Map<number, Promise<ManyRuns>>();
  #tenRuns: Promise<readonly string[]> | null = null;
  #closing: Promise<void> | null = null;

  private constructor(
    readonly db: RootDatabase,
    readonly folder: string,
  ) {}

  #api: VoxboardApi | null = null;
  #browser: Browser | null = null;
  url = '';

  /** @throws when a part does not start, after what had started was stopped */
  static async start(): Promise<DashboardStack> {
    const folder = await mkdtemp(join(tmpdir(), 'voxboard-bench-dashboard-'));
    atInterrupt(() => rm(folder, { recursive: true, force: true }));
    const { db, close } = await openBenchDatabase();
    const stack = new DashboardStack(db, folder);
    stack.onClose(() => rm(folder, { recursive: true, force: true }));
    stack.onClose(close);
    atInterrupt(() => stack.close());
    try {
      await stack.#startServers();
      return stack;
    } catch (error) {
      await stack.close();
      throw error;
    }
  }

  async #startServers(): Promise<void> {
    const api = await VoxboardApi.start(this.db.connectionString, this.folder);
    this.#api = api;
    this.onClose(() => api.stop());
    const dashboard = new ChildServer(process.execPath, [DASHBOARD], {
      VOXBOARD_PORT: String(await freePort()),
      VOXBOARD_API_URL: api.url,
      NODE_ENV: 'production',
    });
    this.onClose(() => dashboard.stop());
    this.url = (await dashboard.printed(STARTED, START_SECONDS))[1] ?? '';
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
      // They would end this process before the servers are stopped.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    this.#browser = browser;
    this.onClose(() => browser.close());
  }

  get isClosing(): boolean {
    return this.#closing !== null;
  }

  /** The latest is stopped first. */
  onClose(stop: () => Promise<unknown>): void {
    this.#stops.push(stop);
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      for (const stop of this.#stops.reverse()) await stop().catch(() => undefined);
    })();
    return this.#closing;
  }

  /** Pages that are still open when the signal aborts are closed, so that whoever waits for them is told. */
  workplace(signal: AbortSignal): Workplace {
    signal.addEventListener('abort', () => void this.#cancelQueries().catch(() => undefined), { once: true });
    return {
      signal,
      openPage: () => this.#openPage(signal),
      ask: async (query, variables) => {
        signal.throwIfAborted();
        return this.#api?.ask(query, variables);
      },
    };
  }

  /** What a measurement left running would slow the next one down. */
  async #cancelQueries(): Promise<void> {
    await this.db.pool.query(
      `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND datname = current_database()`,
    );
  }

  async #openPage(signal: AbortSignal): Promise<BenchPage> {
    signal.throwIfAborted();
    if (this.#browser === null) throw new Error('the browser has not started');
    const context = await this.#browser.newContext({ viewport: { width: 1440, height: 900 } });
    const close = () => context.close().catch(() => undefined);
    signal.addEventListener('abort', close, { once: true });
    const page = await context.newPage();
    return Object.assign(page, {
      collectedHeap: async () => {
        const session = await context.newCDPSession(page);
        await session.send('HeapProfiler.collectGarbage');
        const { usedSize } = await session.send('Runtime.getHeapUsage');
        await session.detach();
        return usedSize;
      },
      close: async () => {
        signal.removeEventListener('abort', close);
        await context.close();
      },
    });
  }

  /** A project of so many runs; made once, unless that failed. */
  manyRuns(count: number): Promise<ManyRuns> {
    const made = this.#projects.get(count) ?? makeManyRuns(this.db, `bench-${count}`, count);
    this.#projects.set(count, made);
    made.catch(() => this.#projects.delete(count));
    return made;
  }

  /** Ten finished runs with curves of 100 points, in the project of 10,000 runs. */
  async tenRuns(workplace: Workplace): Promise<readonly string[]> {
    const { slug } = await this.manyRuns(10_000);
    this.#tenRuns ??= makeComparedRuns(workplace.ask, { projectSlug: slug, count: 10, points: 100, isFinished: true });
    return this.#tenRuns;
  }

  /** The name of the run with the greatest or smallest last value of the test metric. */
  async firstBy(projectId: string, key: string, direction: 'ASC' | 'DESC'): Promise<string> {
    const { rows } = await this.db.pool.query<{ name: string }>(
      `SELECT r.name FROM metric_summary m JOIN run r ON r.id = m.run_id
       WHERE m.project_id = $1 AND m.key = $2 AND m.split = 'TEST' ORDER BY m.last_value ${direction} LIMIT 1`,
      [projectId, key],
    );
    const [first] = rows;
    if (first === undefined) throw new Error(`no run has ${key}`);
    return first.name;
  }
}
