import type { ChangeEvent, RunStatus } from '@voxboard/domain';
import { ChangeInbox } from './change-inbox.js';

/** What an inbox can listen to. */
export type Topic =
  | `project-runs:${string}`
  | `run-metrics:${string}`
  | `run-log:${string}`
  | `import:${string}`
  | `feature-set:${string}`
  | `project-sweeps:${string}`
  | 'queue'
  | 'workers';

/** Hands the change events of the one feed of this process to the subscriptions that wait for them. */
export class ChangeHub {
  readonly #inboxes = new Map<string, Set<ChangeInbox>>();
  readonly #onRunStatus: ((runId: string, status: RunStatus) => void)[] = [];
  readonly #onFeatureSet: (() => void)[] = [];
  readonly #onRunMetrics: (() => void)[] = [];
  readonly #onAccess: (() => void)[] = [];

  /** An inbox of what happens under these topics from now on. Close it when done. */
  open(topics: readonly Topic[]): ChangeInbox {
    const inbox = new ChangeInbox(() => {
      for (const topic of topics) this.#leave(topic, inbox);
    });
    for (const topic of topics) {
      const others = this.#inboxes.get(topic);
      if (others) others.add(inbox);
      else this.#inboxes.set(topic, new Set([inbox]));
    }
    return inbox;
  }

  /** Calls the listener, for as long as the hub lives, with every run whose status changed on any replica. */
  onRunStatus(listener: (runId: string, status: RunStatus) => void): void {
    this.#onRunStatus.push(listener);
  }

  /** Calls the listener, for as long as the hub lives, whenever a run logged metrics on any replica. */
  onRunMetrics(listener: () => void): void {
    this.#onRunMetrics.push(listener);
  }

  /** Calls the listener, for as long as the hub lives, whenever a feature set changed on any replica. */
  onFeatureSet(listener: () => void): void {
    this.#onFeatureSet.push(listener);
  }

  /** Calls the listener, for as long as the hub lives, whenever somebody's rights may have changed. */
  onAccess(listener: () => void): void {
    this.#onAccess.push(listener);
  }

  /** How many inboxes are open; each may listen to several topics. */
  get openCount(): number {
    return new Set([...this.#inboxes.values()].flatMap((inboxes) => [...inboxes])).size;
  }

  publish(event: ChangeEvent): void {
    if (event.kind === 'run-status') for (const listener of this.#onRunStatus) listener(event.runId, event.status);
    if (event.kind === 'run-metrics') for (const listener of this.#onRunMetrics) listener();
    if (event.kind === 'feature-set') for (const listener of this.#onFeatureSet) listener();
    if (event.kind === 'access') for (const listener of this.#onAccess) listener();
    const changed = changeOf(event);
    if (changed === null) return;
    for (const topic of changed.topics) {
      for (const inbox of this.#inboxes.get(topic) ?? []) inbox.put(changed.id);
    }
  }

  /** After a gap in the feed anything may have changed: every inbox is told to look again. */
  publishGap(): void {
    for (const listener of this.#onAccess) listener();
    for (const inboxes of this.#inboxes.values()) for (const inbox of inboxes) inbox.putAll();
  }

  /** Ends all subscriptions. */
  close(): void {
    for (const inboxes of [...this.#inboxes.values()]) for (const inbox of [...inboxes]) inbox.close();
  }

  #leave(topic: Topic, inbox: ChangeInbox): void {
    const inboxes = this.#inboxes.get(topic);
    inboxes?.delete(inbox);
    if (inboxes?.size === 0) this.#inboxes.delete(topic);
  }
}

function changeOf(event: ChangeEvent): { topics: Topic[]; id: string } | null {
  switch (event.kind) {
    case 'run-status':
      return { topics: [`project-runs:${event.projectId}`, 'queue', 'workers'], id: event.runId };
    case 'run-metrics':
      return { topics: [`run-metrics:${event.runId}`, `project-runs:${event.projectId}`], id: event.runId };
    case 'run-log':
      return { topics: [`run-log:${event.runId}`], id: event.runId };
    case 'dataset-import':
      return { topics: [`import:${event.importId}`], id: event.importId };
    case 'feature-set':
      return { topics: [`feature-set:${event.featureSetId}`], id: event.featureSetId };
    case 'sweep':
      return { topics: [`project-sweeps:${event.projectId}`], id: event.sweepId };
    case 'worker':
      return { topics: ['workers'], id: event.workerId };
    default:
      return null;
  }
}
