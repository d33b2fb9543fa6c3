import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express, { type Request, type Response } from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rawRequest } from '../testing/raw-request.js';
import { idleLimit } from './time-limit.js';

/** Long enough that a machine with much else to do is not taken for a line that has stopped. */
const LIMIT_MS = 450;

describe('idleLimit', () => {
  let server: Server;
  let port: number;
  let answer: (request: Request, response: Response) => void;

  beforeEach(async () => {
    const app = express();
    app.use(idleLimit(LIMIT_MS, ({ path }) => path === '/exempt'));
    app.use((request, response) => answer(request, response));
    server = createServer({ requestTimeout: 0 }, app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = () => `http://127.0.0.1:${port}`;

  it('answers for what never answers, and leaves alone what is exempt', async () => {
    let exempt: Response | null = null;
    answer = ({ path }, response) => {
      if (path === '/exempt') exempt = response;
    };
    const waiting = rawRequest(url(), { path: '/exempt' });
    const { status, body } = await rawRequest(url(), { path: '/audio/x' });
    expect([status, JSON.parse(String(body))]).toEqual([503, expect.objectContaining({ code: 'REQUEST_TIMEOUT' })]);
    (exempt as Response | null)?.send('late');
    expect(String((await waiting).body)).toBe('late');
  });

  /** Sends a byte every third of the limit, three limits long. */
  const drip = (path: string) =>
    new Promise<{ status: number; bytes: number }>((resolve, reject) => {
      const sent = request(`${url()}${path}`, { method: 'PATCH' }, async (response: IncomingMessage) => {
        let text = '';
        for await (const chunk of response) text += String(chunk);
        clearInterval(timer);
        resolve({ status: response.statusCode ?? 0, bytes: Number(text) });
      });
      let left = 9;
      const timer = setInterval(() => {
        if (left-- > 0) sent.write('x');
        else sent.end();
      }, LIMIT_MS / 3);
      sent.on('error', reject);
    });
  const countBytes = async (request: Request, response: Response) => {
    let bytes = 0;
    for await (const chunk of request) bytes += chunk.length;
    response.send(String(bytes));
  };

  it('lets an upload go on for as long as something comes, and no other body', async () => {
    answer = (request, response) => void countBytes(request, response).catch(() => undefined);
    expect(await drip('/uploads/a/b')).toEqual({ status: 200, bytes: 9 });
    expect((await drip('/auth/sign-in')).status).toBe(408);
  });

  it('ends an upload that has stopped, with the reason', async () => {
    answer = (request, response) => void countBytes(request, response).catch(() => undefined);
    const socket = connect(port, '127.0.0.1');
    socket.write('PATCH /uploads/a/b HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nsome');
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text).toMatch(/^HTTP\/1.1 408 [\s\S]*Connection: close[\s\S]*goes on where it was/);
  });

  it('ends an answer that nobody takes', async () => {
    const ended = new Promise<boolean>((resolve) => {
      answer = (_request, response) => {
        response.once('close', () => resolve(response.writableFinished));
        response.write(Buffer.alloc(20_000_000));
      };
    });
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    socket.pause().write('GET /audio/x HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await ended).toBe(false);
    socket.destroy();
  });
});
