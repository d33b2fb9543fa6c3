import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Connection } from './connection';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Connection', () => {
  it('probes until the API answers and then lets everybody load again, once', async () => {
    const answers = [false, false, true];
    const connection = new Connection(async () => answers.shift() ?? true);
    const recovered = vi.fn();
    connection.onRecovery(recovered);
    connection.markOffline();
    connection.markOffline();
    await vi.advanceTimersByTimeAsync(4000);
    expect([connection.state, recovered.mock.calls.length]).toEqual(['offline', 0]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([connection.state, recovered.mock.calls.length]).toEqual(['online', 1]);
    expect(answers).toEqual([]);
  });

  it('says that live updates are away only when they stay away, and takes it back', async () => {
    const connection = new Connection(async () => true);
    connection.markLiveLost();
    await vi.advanceTimersByTimeAsync(1000);
    expect(connection.state).toBe('online');
    connection.markLiveBack();
    connection.markLiveLost();
    await vi.advanceTimersByTimeAsync(5000);
    expect(connection.state).toBe('reconnecting');
    connection.markLiveBack();
    expect(connection.state).toBe('online');
  });

  it('asks at once when somebody cannot wait', async () => {
    const connection = new Connection(async () => true);
    connection.markOffline();
    connection.probeNow();
    await vi.advanceTimersByTimeAsync(1);
    expect(connection.state).toBe('online');
  });

  it('tells its watchers of every change and nobody who left', () => {
    const connection = new Connection(async () => true);
    const states: string[] = [];
    const leave = connection.subscribe(() => states.push(connection.state));
    connection.markOffline();
    connection.markRecovered();
    leave();
    connection.markOffline();
    connection.markRecovered();
    expect(states).toEqual(['offline', 'online']);
  });
});
