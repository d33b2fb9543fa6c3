import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { FusedKernelError } from '../errors.js';
import { CONTROL, CONTROL_BYTES, CONTROL_WORDS, JOB, type Job } from './control.js';
import type { PlanMessage, WorkerStart } from './kernel-worker.js';
import { compileKernels, type SharedKernels, startKernels } from './kernels.js';
import { Allocator, chunkCount, type Plan } from './plan.js';
import { runPlan } from './run-plan.js';

const PAGE = 65_536;
/** The main thread looks up this often whether anything still moves … */
const TICK_MS = 1000;
/** … and gives up after so many looks at which nothing did: a worker must have died. */
const MOST_IDLE_TICKS = 300;

/** Compiled once a process. */
let compiled: WebAssembly.Module | null = null;

/**
 * Threads around one shared memory. The main thread takes part in each job and returns when all are through, so that
 * an operation looks synchronous to TensorFlow.js.
 */
export class KernelPool {
  readonly kernels: SharedKernels;
  readonly #memory = new WebAssembly.Memory({ initial: 2, maximum: PAGE, shared: true });
  readonly #control = new Int32Array(this.#memory.buffer, 0, CONTROL_WORDS);
  readonly #allocator = new Allocator(CONTROL_BYTES);
  readonly #workers: Worker[] = [];
  readonly #ports: MessagePort[] = [];
  readonly #plans: Plan[] = [];
  #floats = new Float32Array(this.#memory.buffer);
  #broken: Error | null = null;

  constructor(readonly threads: number) {
    compiled ??= compileKernels('shared');
    this.kernels = startKernels<SharedKernels>(compiled, this.#memory);
    for (let thread = 1; thread < threads; thread++) this.#startWorker(compiled, thread);
  }

  /** The whole shared memory; made anew when it grows, so do not keep it. */
  get floats(): Float32Array {
    return this.#floats;
  }
  get usedBytes(): number {
    return this.#allocator.end;
  }

  /** Room for a plan: `layOut` takes addresses from the allocator. @returns the plan's number */
  addPlan(layOut: (allocator: Allocator) => Plan): number {
    const plan = layOut(this.#allocator);
    this.#grow(this.#allocator.end);
    const id = this.#plans.push(plan) - 1;
    const message: PlanMessage = { id, plan };
    for (const port of this.#ports) port.postMessage(message);
    return id;
  }

  /** Addresses outside any plan. */
  allocate(bytes: number): number {
    const at = this.#allocator.bytes(bytes);
    this.#grow(this.#allocator.end);
    return at;
  }

  /** Runs a job on a batch of `rows`. @throws FusedKernelError when a thread failed; the pool is of no use afterwards */
  run(id: number, job: Job, rows: number): void {
    if (this.#broken) throw this.#broken;
    const control = this.#control;
    control[CONTROL.plan] = id;
    control[CONTROL.job] = job;
    control[CONTROL.rows] = rows;
    control[CONTROL.chunks] = chunkCount(this.#plans[id].kind, rows);
    Atomics.store(control, CONTROL.next, 0);
    Atomics.store(control, CONTROL.done, 0);
    Atomics.add(control, CONTROL.go, 1);
    Atomics.notify(control, CONTROL.go);
    try {
      runPlan(this.kernels, control, this.#plans[id], 0);
    } catch (error) {
      this.#broken = new FusedKernelError(error instanceof Error ? error.message : String(error));
    }
    this.#waitForWorkers();
    if (Atomics.load(control, CONTROL.failed) !== 0) this.#broken = new FusedKernelError(this.#failure());
    if (this.#broken) throw this.#broken;
  }

  /** Ends the threads. */
  async dispose(): Promise<void> {
    this.#broken ??= new FusedKernelError('the kernels were disposed');
    this.#control[CONTROL.job] = JOB.quit;
    Atomics.add(this.#control, CONTROL.go, 1);
    Atomics.notify(this.#control, CONTROL.go);
    for (const port of this.#ports) port.close();
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #startWorker(module: WebAssembly.Module, thread: number): void {
    const { port1, port2 } = new MessageChannel();
    // Node cannot run the source: the built worker serves the tests too.
    const file = fileURLToPath(new URL('../../dist/fused/kernel-worker.js', import.meta.url));
    const start: WorkerStart = { memory: this.#memory, module, thread, port: port2 };
    const worker = new Worker(file, { workerData: start, transferList: [port2] });
    worker.on('error', (error) => {
      this.#broken ??= new FusedKernelError(error.message);
    });
    worker.unref();
    port1.unref();
    this.#workers.push(worker);
    this.#ports.push(port1);
  }

  #waitForWorkers(): void {
    const control = this.#control;
    let idleTicks = 0;
    let before = -1;
    for (;;) {
      const done = Atomics.load(control, CONTROL.done);
      if (done >= this.#workers.length) return;
      if (Atomics.wait(control, CONTROL.done, done, TICK_MS) !== 'timed-out') continue;
      const moved = Atomics.load(control, CONTROL.next) + done;
      idleTicks = moved === before ? idleTicks + 1 : 0;
      before = moved;
      if (idleTicks > MOST_IDLE_TICKS) {
        this.#broken = new FusedKernelError('a thread no longer answers');
        return;
      }
    }
  }

  #failure(): string {
    for (const port of this.#ports) {
      const received = receiveMessageOnPort(port);
      if (received) return String(received.message);
    }
    return `thread ${this.#control[CONTROL.failed]} failed`;
  }

  #grow(bytes: number): void {
    const missing = Math.ceil((bytes - this.#memory.buffer.byteLength) / PAGE);
    if (missing > 0) this.#memory.grow(missing);
    this.#floats = new Float32Array(this.#memory.buffer);
  }
}
