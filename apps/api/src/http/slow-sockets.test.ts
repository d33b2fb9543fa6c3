import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { dropSlowSockets, TOO_SLOW_CODE } from './slow-sockets.js';

describe('dropSlowSockets', () => {
  let server: WebSocketServer;
  let client: WebSocket;
  let accepted: WebSocket;
  let stop: () => void;

  beforeEach(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    const address = server.address();
    const opened = once(server, 'connection');
    client = new WebSocket(`ws://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
    [accepted] = (await opened) as [WebSocket];
    if (client.readyState !== WebSocket.OPEN) await once(client, 'open');
  });
  afterEach(async () => {
    stop();
    client.terminate();
    await new Promise((resolve) => server.close(resolve));
  });

  it('ends the connection of a client that stopped reading, who hears why once it reads again', async () => {
    stop = dropSlowSockets(server, { everyMs: 20, looks: 3, graceMs: 5000 });
    client.pause();
    const closing = once(client, 'close');
    accepted.send(Buffer.alloc(30_000_000));
    while (accepted.readyState === WebSocket.OPEN) await new Promise((resolve) => setImmediate(resolve));
    client.resume();
    const [code, reason] = await closing;
    expect(code).toBe(TOO_SLOW_CODE);
    expect(String(reason)).toContain('after the last cursor');
  });

  it('ends it even if the client never reads again', async () => {
    stop = dropSlowSockets(server, { everyMs: 20, looks: 3, graceMs: 50 });
    client.pause();
    accepted.send(Buffer.alloc(30_000_000));
    await once(accepted, 'close');
    expect(server.clients.size).toBe(0);
  });

  it('leaves clients alone that have nothing to take', async () => {
    stop = dropSlowSockets(server, { everyMs: 5, looks: 2, graceMs: 5 });
    client.pause();
    for (let i = 0; i < 20; i++)
      await once(accepted, 'pong', { signal: AbortSignal.timeout(15) }).catch(() => undefined);
    expect(accepted.readyState).toBe(WebSocket.OPEN);
  });
});
