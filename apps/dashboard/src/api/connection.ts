'use client';
import { useSyncExternalStore } from 'react';

/** `reconnecting`: requests are answered, and the live channel is away. */
export type ConnectionState = 'online' | 'reconnecting' | 'offline';

const PROBE_INTERVAL_MS = 2000;
/** The live channel is away now and then for a moment: nothing to tell anybody. */
const LIVE_PATIENCE_MS = 4000;

/**
 * Whether the API answers. Goes offline at the first request without an answer, then probes until one comes, and
 * tells everybody who waits for it: pages load again by themselves.
 */
export class Connection {
  state: ConnectionState = 'online';
  private readonly stateListeners = new Set<() => void>();
  private readonly recoveryListeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private liveTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly probe: () => Promise<boolean>) {}

  markOffline(): void {
    if (this.state === 'offline') return;
    this.setState('offline');
    this.scheduleProbe();
  }

  /** The live channel broke; it connects again by itself. */
  markLiveLost(): void {
    this.liveTimer ??= setTimeout(() => {
      if (this.state === 'online') this.setState('reconnecting');
    }, LIVE_PATIENCE_MS);
  }

  /** The live channel is there, or nobody needs it. */
  markLiveBack(): void {
    if (this.liveTimer !== null) clearTimeout(this.liveTimer);
    this.liveTimer = null;
    if (this.state === 'reconnecting') this.setState('online');
  }

  /** Asks now instead of in a moment: somebody cannot wait, or the browser has a network again. */
  probeNow(): void {
    if (this.state !== 'offline') return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.scheduleProbe(0);
  }

  /** Something may have been missed (the live channel was away): everybody loads again. */
  markRecovered(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.markLiveBack();
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

  private scheduleProbe(inMs = PROBE_INTERVAL_MS): void {
    this.timer = setTimeout(async () => {
      if (await this.probe()) this.markRecovered();
      else this.scheduleProbe();
    }, inMs);
  }
}

async function probeApi(): Promise<boolean> {
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{__typename}"}',
    });
    // Whatever it says, it is there; what stands before it answers 502 when it is not.
    return response.status < 500;
  } catch {
    return false;
  }
}

export const connection = new Connection(probeApi);

/** Browsers know at once when their network goes and comes. Returns what ends the watch. */
export function watchNetwork(): () => void {
  const lost = () => connection.markOffline();
  const back = () => connection.probeNow();
  window.addEventListener('offline', lost);
  window.addEventListener('online', back);
  return () => {
    window.removeEventListener('offline', lost);
    window.removeEventListener('online', back);
  };
}

export function useConnectionState(): ConnectionState {
  return useSyncExternalStore(
    connection.subscribe,
    () => connection.state,
    () => 'online',
  );
}
