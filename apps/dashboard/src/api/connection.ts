'use client';
import { useSyncExternalStore } from 'react';

export type ConnectionState = 'online' | 'offline';

const PROBE_INTERVAL_MS = 2000;

/**
 * Whether the API answers. Goes offline at the first request without an answer, then probes until one comes, and
 * tells everybody who waits for it: pages load again by themselves.
 */
export class Connection {
  state: ConnectionState = 'online';
  private readonly stateListeners = new Set<() => void>();
  private readonly recoveryListeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly probe: () => Promise<boolean>) {}

  markOffline(): void {
    if (this.state === 'offline') return;
    this.setState('offline');
    this.scheduleProbe();
  }

  /** Something may have been missed (the live channel was away): everybody loads again. */
  markRecovered(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.setState('online');
    for (const listener of this.recoveryListeners) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  };

  onRecovery(listener: () => void): () => void {
    this.recoveryListeners.add(listener);
    return () => this.recoveryListeners.delete(listener);
  }

  private setState(state: ConnectionState): void {
    this.state = state;
    for (const listener of this.stateListeners) listener();
  }

  private scheduleProbe(): void {
    this.timer = setTimeout(async () => {
      if (await this.probe()) this.markRecovered();
      else this.scheduleProbe();
    }, PROBE_INTERVAL_MS);
  }
}

async function probeApi(): Promise<boolean> {
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{__typename}"}',
    });
    return response.ok;
  } catch {
    return false;
  }
}

export const connection = new Connection(probeApi);

export function useConnectionState(): ConnectionState {
  return useSyncExternalStore(
    connection.subscribe,
    () => connection.state,
    () => 'online',
  );
}
