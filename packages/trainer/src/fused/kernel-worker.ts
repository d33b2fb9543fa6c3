import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { CONTROL, CONTROL_WORDS, JOB } from './control.js';
import { type SharedKernels, startKernels } from './kernels.js';
import type { Plan } from './plan.js';
import { runPlan } from './run-plan.js';

/** What `KernelPool` starts a worker with. */
export interface WorkerStart {
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
  readonly thread: number;
  readonly port: MessagePort;
}
export interface PlanMessage {
  readonly id: number;
  readonly plan: Plan;
}

const { memory, module, thread, port } = workerData as WorkerStart;

/** Waits for jobs until told to quit. An error is reported and ends the job, never the wait of the main thread. */
function serve(): void {
  const kernels = startKernels<SharedKernels>(module, memory);
  const control = new Int32Array(memory.buffer, 0, CONTROL_WORDS);
  const plans = new Map<number, Plan>();
  for (let seen = 0; ; ) {
    Atomics.wait(control, CONTROL.go, seen);
    const now = Atomics.load(control, CONTROL.go);
    if (now === seen) continue;
    seen = now;
    if (control[CONTROL.job] === JOB.quit) return;
    try {
      for (let received = receiveMessageOnPort(port); received; received = receiveMessageOnPort(port)) {
        const { id, plan } = received.message as PlanMessage;
        plans.set(id, plan);
      }
      const plan = plans.get(control[CONTROL.plan]);
      if (!plan) throw new Error(`thread ${thread} was not sent plan ${control[CONTROL.plan]}`);
      runPlan(kernels, control, plan, thread);
    } catch (error) {
      port.postMessage(error instanceof Error ? (error.stack ?? error.message) : String(error));
      Atomics.store(control, CONTROL.failed, thread);
    }
    Atomics.add(control, CONTROL.done, 1);
    Atomics.notify(control, CONTROL.done);
  }
}

serve();
