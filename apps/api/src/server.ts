import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { expressMiddleware } from '@as-integrations/express5';
import { LocalBlobStore } from '@voxboard/blob-store';
import { ChangeFeed, MetricStore, openDatabase } from '@voxboard/db';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from './clock.js';
import { type ApiContext, createContext } from './context.js';
import { blobRoutes } from './http/blob.routes.js';
import { graphiqlRoutes } from './http/graphiql.routes.js';
import { createGraphqlServer } from './http/graphql-server.js';
import { serveGraphqlSocket } from './http/graphql-socket.js';
import { healthRoutes } from './http/health.routes.js';
import { locateDomainErrors } from './http/locate-errors.js';
import { refusalOf } from './http/loopback-guard.js';
import { ChangeHub } from './live/change-hub.js';
import { prepareDatabase } from './prepare-database.js';
import { createReaders } from './readers.js';
import { createSchema } from './schema.js';
import { createServices } from './services.js';

export interface ApiOptions {
  readonly databaseUrl: string;
  /** Where Voxboard keeps its files; blobs lie in `blobs` below it. */
  readonly dataDir: string;
  readonly log: Logger;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  readonly now?: Clock;
}

export interface RunningApi {
  /** For example `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Ends open requests and subscriptions, then the connections to the database. */
  stop(): Promise<void>;
}

/** Largest request body: ten thousand metric points take half a megabyte. */
const MAX_BODY = '4mb';
const POOL_SIZE = 10;

/** @throws when the address is taken or the database cannot be used. */
export async function startApi(options: ApiOptions): Promise<RunningApi> {
  const { log, host = '127.0.0.1', now = () => new Date() } = options;
  const db = openDatabase({
    connectionString: options.databaseUrl,
    poolSize: POOL_SIZE,
    applicationName: 'voxboard-api',
    onConnectionError: (error) => log.warn({ err: error }, 'a database connection broke'),
  });
  const readers = createReaders(db);
  await prepareDatabase(db, readers);
  const metrics = new MetricStore(db);
  const hub = new ChangeHub();
  const feed = await ChangeFeed.listen(options.databaseUrl, (event) => hub.publish(event), {
    onReconnect: () => hub.publishGap(),
    onError: (error) => log.warn({ err: error }, 'the change feed was interrupted'),
  });
  const services = createServices({ db, readers, metrics, hub, log, now, version: packageVersion() });
  const newContext = (): ApiContext => {
    const requestId = randomUUID();
    return createContext({ services, readers, log: log.child({ requestId }), requestId });
  };
  const schema = locateDomainErrors(await createSchema());
  const app = express();
  const httpServer = createServer(app);
  const graphql = createGraphqlServer(schema, httpServer, log, randomUUID);
  const sockets = serveGraphqlSocket({ schema, httpServer, log, newContext, newErrorId: randomUUID });
  await graphql.start();
  app.disable('x-powered-by').set('query parser', 'simple').use(securityHeaders, loopbackOnly);
  app.use(healthRoutes(readers, log), graphiqlRoutes());
  app.use(blobRoutes(readers, new LocalBlobStore(join(options.dataDir, 'blobs'))));
  app.use('/graphql', express.json({ limit: MAX_BODY }));
  app.use('/graphql', expressMiddleware(graphql, { context: async () => newContext() }));
  answerTheRest(app, log);
  await listen(httpServer, host, options.port ?? 0);
  return {
    url: addressOf(httpServer, host),
    stop: async () => {
      hub.close();
      await sockets.dispose();
      await graphql.stop();
      await feed.stop();
      await metrics.close();
      await db.close();
    },
  };
}

const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer', 'X-Frame-Options': 'DENY' });
  next();
};

const loopbackOnly: RequestHandler = (request, response, next) => {
  const refusal = refusalOf(request);
  if (refusal === null) next();
  else response.status(403).json({ error: `Refused: ${refusal}.` });
};

const HttpErrorSchema = z.object({ status: z.number().int().min(400).max(499), message: z.string() });

function answerTheRest(app: Express, log: Logger): void {
  app.use((_request, response) => {
    response.status(404).json({ error: 'There is nothing at this address. The API is at /graphql.' });
  });
  const onError: ErrorRequestHandler = (error, request, response, _next) => {
    const ofRequest = HttpErrorSchema.safeParse(error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (ofRequest.success) {
      response.status(ofRequest.data.status).json({
        errors: [{ message: ofRequest.data.message, extensions: { code: 'BAD_REQUEST' } }],
      });
      return;
    }
    const errorId = randomUUID();
    log.error({ err: error, errorId, path: request.path }, 'a request failed');
    response.status(500).json({
      errors: [
        {
          message: `Something went wrong on the server (error ${errorId}).`,
          extensions: { code: 'INTERNAL', errorId },
        },
      ],
    });
  };
  app.use(onError);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function addressOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

function packageVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
