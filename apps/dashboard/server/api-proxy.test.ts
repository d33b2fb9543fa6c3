import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createApiProxy } from './api-proxy.js';

const open: Server[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(server: Server): Promise<string> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startFront(apiUrl: string): Promise<string> {
  const proxy = createApiProxy(apiUrl);
  const server = createServer((request, response) => {
    if (proxy.isFor(request)) proxy.forward(request, response);
    else response.end('a page');
  });
  server.on('upgrade', (request, socket, head) => proxy.forwardUpgrade(request, socket, head));
  return listen(server);
}

describe('createApiProxy', () => {
  it('passes the API’s paths on and leaves the pages alone', async () => {
    const api = await listen(createServer((request, response) => response.end(`api ${request.method} ${request.url}`)));
    const front = await startFront(api);
    const read = async (path: string, method = 'GET') => (await fetch(front + path, { method })).text();
    expect(await read('/graphql', 'POST')).toBe('api POST /graphql');
    expect(await read('/audio/abc?x=1')).toBe('api GET /audio/abc?x=1');
    expect(await read('/artifacts/1/model.json')).toBe('api GET /artifacts/1/model.json');
    expect(await read('/graphql-guide')).toBe('a page');
  });

  it('passes the range that a player asks for, and the partial answer', async () => {
    const api = await listen(
      createServer((request, response) =>
        response.writeHead(206, { 'content-range': 'bytes 0-3/10' }).end(request.headers.range),
      ),
    );
    const response = await fetch(`${await startFront(api)}/audio/1`, { headers: { range: 'bytes=0-3' } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe('bytes 0-3/10');
    expect(await response.text()).toBe('bytes=0-3');
  });

  it('carries a WebSocket both ways', async () => {
    const api = createServer();
    const sockets = new WebSocketServer({ server: api });
    sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(`echo ${data}`)));
    const front = await startFront(await listen(api));
    const socket = new WebSocket(`${front.replace('http', 'ws')}/graphql`);
    const answer = await new Promise((resolve, reject) => {
      socket.on('open', () => socket.send('hello'));
      socket.on('message', (data) => resolve(String(data)));
      socket.on('error', reject);
    });
    socket.terminate();
    sockets.close();
    expect(answer).toBe('echo hello');
  });

  it('answers 502 with a GraphQL error that names the remedy when the API is down', async () => {
    const response = await fetch(`${await startFront('http://127.0.0.1:9')}/graphql`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(502);
    expect(await response.json()).toEqual({
      errors: [{ message: expect.stringContaining('npm start'), extensions: { code: 'API_UNREACHABLE' } }],
    });
  });

  it('refuses an upgrade when the API is down, and lives on', async () => {
    const front = await startFront('http://127.0.0.1:9');
    const socket = new WebSocket(`${front.replace('http', 'ws')}/graphql`);
    const message = await new Promise((resolve) => socket.on('error', (error) => resolve(error.message)));
    expect(message).toContain('502');
    expect(await (await fetch(front)).text()).toBe('a page');
  });
});
