import type { Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { DomainError } from '@voxboard/domain';

/** Thrown at start when another process has the port. */
export class PortTakenError extends DomainError {
  readonly code = 'API_PORT_TAKEN';
  constructor(readonly port: number) {
    super(`Port ${port} is taken. Stop the process that has it, or set VOXBOARD_API_PORT to another.`);
  }
}

/** Returns the address to reach the server at. @throws PortTakenError */
export function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port) : error);
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      resolve(addressOf(server, host));
    });
  });
}

function addressOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
