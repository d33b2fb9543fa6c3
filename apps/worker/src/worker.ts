import { hostname } from 'node:os';
import {
  ChangeFeed,
  ClipPredictionRepository,
  DatasetRepository,
  FeatureSetRepository,
  LostWorkRepository,
  openDatabase,
  type RootDatabase,
  RunQueue,
  RunRepository,
  WorkerRepository,
} from '@voxboard/db';
import { type ChangeEvent, DomainError, type JobName, type JobPayload } from '@voxboard/domain';
import type { Logger } from 'pino';
import type { Environment } from './environment.js';
import { ExecutorLostError, JobFailedError } from './executor/executor.errors.js';
import { Executor } from './executor/executor.js';
import { RunLease } from './leases.js';
import { workerFacts } from './worker-facts.js';

const EXECUTOR_IDLE_MS = 30_000;

/** One worker: takes jobs from the queue, has them done by its executor, keeps its leases, says how jobs ended. */
export class Worker {
  readonly #executor: Executor;
  /** Hears recordings, for which somebody waits, while the other trains. */
  readonly #listener: Executor;
  readonly #runs: RunRepository;
  readonly #workers: WorkerRepository;
  readonly #lostWork: LostWorkRepository;
  readonly #shutdown = new AbortController();
  #lease: RunLease | null = null;
  #stopQueue: (() => Promise<void>) | null = null;
  #stopFeed: (() => Promise<void>) | null = null;
  #stopping: Promise<void> = Promise.resolve();
  #isStopping = false;
  #obeying: Promise<void> = Promise.resolve();
  readonly #drained = withResolver();
  #timers: NodeJS.Timeout[] = [];
  #workerId = '';

  constructor(
    private readonly environment: Environment,
    private readonly db: RootDatabase,
    private readonly log: Logger,
    executorEnv: NodeJS.ProcessEnv,
  ) {
    this.#runs = new RunRepository(db);
    this.#workers = new WorkerRepository(db);
    this.#lostWork = new LostWorkRepository(db);
    const newExecutor = () =>
      new Executor({
        idleMs: EXECUTOR_IDLE_MS,
        env: executorEnv,
        onStderr: (text) => log.warn({ executor: text.trimEnd() }),
      });
    this.#executor = newExecutor();
    this.#listener = newExecutor();
  }

  async start(): Promise<void> {
    const { environment } = this;
    const { workerName: name, kind, pricePerHour, priceCurrency } = environment;
    const registered = await this.#workers.register(
      {
        name,
        host: hostname(),
        pid: process.pid,
        facts: workerFacts(),
        kind,
        pricePerHour,
        priceCurrency: pricePerHour === null ? null : priceCurrency,
      },
      new Date(),
    );
    this.#workerId = registered.id;
    this.#every(environment.leaseMs / 3, () => this.#obey());
    this.#every(environment.leaseMs, () => this.#requeueLost());
    await this.#requeueLost();
    this.#stopFeed = await this.#listen();
    this.#stopQueue = await this.#takeJobs();
  }

  /** Settles when a person has asked the worker to end and what it did is done. */
  get drained(): Promise<void> {
    return this.#drained.promise;
  }

  /** Gives back what is under way, so that another worker goes on with it, and ends. */
  async stop(): Promise<void> {
    this.#shutdown.abort();
    for (const timer of this.#timers) clearInterval(timer);
    await this.#stopQueue?.();
    await this.#stopping;
    await Promise.all([this.#executor.stop(), this.#listener.stop()]);
    await this.#stopFeed?.();
    await this.#workers.stop(this.#workerId, new Date());
  }

  /** Says that it lives, hears what it is to do, and does that: one after the other, however often it is told. */
  #obey(): Promise<void> {
    this.#obeying = this.#obeying.catch(() => undefined).then(() => this.#obeyOnce());
    return this.#obeying;
  }

  async #obeyOnce(): Promise<void> {
    const wanted = await this.#workers.heartbeat(this.#workerId, new Date());
    if (this.#shutdown.signal.aborted || this.#stopFeed === null) return;
    if (wanted === 'ACTIVE') {
      // One that still ends what it had taken begins again with a later sign of life.
      if (this.#stopQueue !== null || this.#isStopping) return;
      this.log.info('takes runs again');
      this.#stopQueue = await this.#takeJobs();
      return;
    }
    if (this.#stopQueue !== null) this.#beginStopping(this.#stopQueue);
    if (wanted === 'DRAINING' && !this.#isStopping) this.#drained.resolve();
  }

  /** What is under way goes on, and signs of life with it: nobody waits for this. */
  #beginStopping(stopQueue: () => Promise<void>): void {
    this.log.info('takes no more runs');
    this.#stopQueue = null;
    this.#isStopping = true;
    this.#stopping = stopQueue()
      .catch((error: unknown) => this.log.warn({ err: error }, 'the queue could not be left in order'))
      .then(() => {
        this.#isStopping = false;
        return this.#obey();
      })
      .catch(() => undefined);
  }

  /** Every worker looks after the work of those that died. */
  async #requeueLost(): Promise<void> {
    const found = (await this.#runs.requeueExpired()) + (await this.#lostWork.requeueLost(this.environment.leaseMs));
    if (found > 0) this.log.warn({ found }, 'work of a lost worker was put back into the queue');
  }

  async #takeJobs(): Promise<() => Promise<void>> {
    const queue = new RunQueue(this.db);
    const onError = (error: unknown) => this.log.error({ err: error }, 'the queue reports an error');
    const running = await queue.runWorkers({
      concurrency: 1,
      onError,
      handlers: {
        'dataset.import': (payload) => this.#compute('dataset.import', payload.importId, payload),
        'feature-set.compute': (payload) => this.#compute('feature-set.compute', payload.featureSetId, payload),
        'run.train': (payload) => this.#train(payload),
      },
    });
    const hearing = await queue.runWorkers({
      concurrency: 1,
      onError,
      handlers: { 'clip.predict': (payload) => this.#hear(payload) },
    });
    return async () => {
      await Promise.all([running.stop(), hearing.stop()]);
    };
  }

  async #listen(): Promise<() => Promise<void>> {
    const onEvent = (event: ChangeEvent) => {
      if (event.kind === 'worker' && event.workerId === this.#workerId) void this.#obey().catch(() => undefined);
      if (event.kind === 'run-status' && event.runId === this.#lease?.runId) void this.#lease.check();
    };
    const feed = await ChangeFeed.listen(this.environment.databaseUrl, onEvent);
    return () => feed.stop();
  }

  async #train(payload: JobPayload<'run.train'>): Promise<void> {
    const lease = new RunLease(this.#runs, payload.runId, this.#workerId, this.environment.leaseMs, this.log);
    this.#lease = lease;
    lease.start();
    try {
      await this.#do('run.train', payload, lease.signal);
    } catch (error) {
      // Both mean that the run's own record could not be written by the executor: it is written here.
      if (!(error instanceof ExecutorLostError || error instanceof JobFailedError)) throw error;
      if (!this.#shutdown.signal.aborted)
        await this.#runs.fail(payload.runId, error.code, error.message, this.#workerId);
    } finally {
      lease.stop();
      this.#lease = null;
    }
  }

  /** An import or a feature set: what goes wrong is written to its row, where the person who asked for it looks. */
  async #compute<N extends 'dataset.import' | 'feature-set.compute'>(
    name: N,
    id: string,
    payload: JobPayload<N>,
  ): Promise<void> {
    const heartbeat = this.#every(this.environment.leaseMs / 3, () => this.#lostWork.heartbeat(id));
    try {
      await this.#do(name, payload);
    } catch (error) {
      if (this.#shutdown.signal.aborted || !(error instanceof DomainError)) throw error;
      const now = new Date();
      if (name === 'dataset.import') await new DatasetRepository(this.db).failImport(id, error.message, null, now);
      else await new FeatureSetRepository(this.db).fail(id, error.message, [], now);
    } finally {
      clearInterval(heartbeat);
    }
  }

  async #hear(payload: JobPayload<'clip.predict'>): Promise<void> {
    const { predictionId } = payload;
    const heartbeat = this.#every(this.environment.leaseMs / 3, () => this.#lostWork.heartbeat(predictionId));
    try {
      await this.#listener.run('clip.predict', payload, this.#workerId, this.#shutdown.signal);
    } catch (error) {
      if (this.#shutdown.signal.aborted || !(error instanceof DomainError)) throw error;
      await new ClipPredictionRepository(this.db).fail(predictionId, error.code, error.message, new Date());
    } finally {
      clearInterval(heartbeat);
    }
  }

  async #do<N extends JobName>(name: N, payload: JobPayload<N>, canceled?: AbortSignal): Promise<void> {
    const signal = AbortSignal.any(canceled ? [this.#shutdown.signal, canceled] : [this.#shutdown.signal]);
    this.log.info({ job: name, payload }, 'job started');
    await this.#executor.run(name, payload, this.#workerId, signal);
    this.log.info({ job: name, payload }, 'job ended');
  }

  #every(intervalMs: number, work: () => Promise<unknown>): NodeJS.Timeout {
    const timer = setInterval(() => {
      work().catch((error: unknown) => this.log.warn({ err: error }, 'a periodic task failed; it is tried again'));
    }, intervalMs);
    this.#timers.push(timer);
    return timer;
  }
}

export function openWorkerDatabase(environment: Environment): RootDatabase {
  return openDatabase({ connectionString: environment.databaseUrl, poolSize: 5, applicationName: 'voxboard-worker' });
}

function withResolver(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
