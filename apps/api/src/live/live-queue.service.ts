import type { WorkerRow } from '@voxboard/db';
import type { Logger } from 'pino';
import type { Queue } from '../modules/queue/queue.type.js';
import { required } from '../modules/shared/required.js';
import type { WorkerService } from '../modules/worker/worker.service.js';
import type { Readers } from '../readers.js';
import type { ChangeHub } from './change-hub.js';
import { liveStream } from './live-stream.js';
import { SharedReads } from './shared-reads.js';

const QUIET_MS = 250;
/** A worker that dies says nothing; that it is silent shows by reading again. */
const LOOK_AGAIN_MS = 10_000;

/** Subscriptions to what waits and who works. */
export class LiveQueueService {
  readonly #queues = new SharedReads<Queue>();
  readonly #workers = new SharedReads<WorkerRow[]>();

  constructor(
    private readonly hub: ChangeHub,
    private readonly readers: Readers,
    private readonly worker: WorkerService,
    private readonly log: Logger,
  ) {}

  /** @throws NotFoundError */
  async queue(projectSlug: string): Promise<AsyncIterable<Queue>> {
    const { id } = required(await this.readers.project.bySlug(projectSlug), 'Project', projectSlug);
    return liveStream<Queue>({
      inbox: this.hub.open(['queue']),
      quietMs: QUIET_MS,
      log: this.log,
      read: async () => [
        await this.#queues.read(id, async () => ({ projectId: id, ...(await this.readers.queue.counts(id)) })),
      ],
    });
  }

  workers(): AsyncIterable<WorkerRow[]> {
    return liveStream<WorkerRow[]>({
      inbox: this.hub.open(['workers']),
      quietMs: QUIET_MS,
      lookAgainMs: LOOK_AGAIN_MS,
      log: this.log,
      read: async () => [await this.#workers.read('all', () => this.worker.list())],
    });
  }
}
