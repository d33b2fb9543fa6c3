import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import next from 'next';
import { createApiProxy } from './api-proxy.js';
import { type Environment, readEnvironment } from './environment.js';

function readOrExit(): Environment {
  try {
    return readEnvironment();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

const environment = readOrExit();
const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
const proxy = createApiProxy(environment.apiUrl);
const app = next({ dev: false, dir: folder, hostname: environment.host, port: environment.port });
await app.prepare();
const renderPage = app.getRequestHandler();

const server = createServer((request, response) => {
  if (proxy.isFor(request)) proxy.forward(request, response);
  else void renderPage(request, response);
});
server.on('upgrade', (request, socket, head) => {
  if (proxy.isFor(request)) proxy.forwardUpgrade(request, socket, head);
  else socket.destroy();
});
server.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
server.listen(environment.port, environment.host, () => {
  const { address, port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ ready: true, url: `http://${address}:${port}` })}\n`);
});

let isStopping = false;
function stop(): void {
  if (isStopping) return;
  isStopping = true;
  proxy.close();
  server.close(() => process.exit(0));
  // Open WebSockets and kept-alive connections would hold the process for as long as a tab stays open.
  server.closeAllConnections();
  setTimeout(() => process.exit(0), 2000).unref();
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (environment.isSupervised) process.stdin.on('end', stop).on('error', stop).resume();
