import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { LocalBlobStore } from '@voxboard/blob-store';
import { ChangeFeed, MetricStore, openDatabase, startUpkeep } from '@voxboard/db';
import type { Logger } from 'pino';
import { z } from 'zod';
import { Gatekeeper, type RequestAccess } from './access/gatekeeper.js';
import { guardSchema } from './access/guard-schema.js';
import { LOCAL_VIEWER } from './access/viewer.js';
import type { Clock } from './clock.js';
import { type ApiContext, createContext } from './context.js';
import { FigurePool } from './figures/figure-pool.js';
import { graphqlEvents } from './http/graphql-events.js';
import { createGraphqlServer } from './http/graphql-server.js';
import { serveGraphqlSocket } from './http/graphql-socket.js';
import { createHttpApp, type HttpAppParts, serveGraphql } from './http/http-app.js';
import { listen } from './http/listen.js';
import { locateDomainErrors } from './http/locate-errors.js';
import { ChangeHub } from './live/change-hub.js';
import { prepareDatabase } from './prepare-database.js';
import { createReaders, type Readers } from './readers.js';
import { createSchema } from './schema.js';
import { createServices, type Services } from './services.js';
import { LocalFileRemover } from './storage/local-file-remover.js';

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
  /** Days until what is deleted is removed, where a project does not say. Default 7. */
  readonly retentionDays?: number;
}

export interface RunningApi {
  /** For example `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Ends open requests and subscriptions, then the connections to the database. */
  stop(): Promise<void>;
}

const POOL_SIZE = 10;

/**
 * Starts the API; nothing is left behind when it cannot.
 * @throws PortTakenError, DatabaseUnreachableError, UnmigratedDatabaseError
 */
export async function startApi(options: ApiOptions): Promise<RunningApi> {
  /** What to undo, last first. */
  const begun: (() => unknown)[] = [];
  const stop = async () => {
    for (const end of begun.splice(0).reverse()) await end();
  };
  try {
    const { readers, services } = await openBackend(options, begun);
    return { url: await openDoors(options, readers, services, begun), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Database, change feed and services. */
async function openBackend(
  { databaseUrl, dataDir, log, retentionDays = 7, now = () => new Date() }: ApiOptions,
  begun: (() => unknown)[],
) {
  const db = openDatabase({
    connectionString: databaseUrl,
    poolSize: POOL_SIZE,
    applicationName: 'voxboard-api',
    onConnectionError: (error) => log.warn({ err: error }, 'a database connection broke'),
  });
  begun.push(() => db.close());
  const readers = createReaders(db);
  await prepareDatabase(db, readers);
  const metrics = new MetricStore(db, {
    onCompactionError: (error) => log.warn({ err: error }, 'metrics could not be compacted; it will be tried again'),
  });
  begun.push(() => metrics.close());
  const upkeep = startUpkeep({
    db,
    metrics,
    files: new LocalFileRemover(dataDir, new LocalBlobStore(join(dataDir, 'blobs')), now),
    onError: (error) => log.warn({ err: error }, 'the upkeep of the database failed; it will be tried again'),
  });
  begun.push(() => upkeep.stop());
  const figures = new FigurePool();
  begun.push(() => figures.close());
  const hub = new ChangeHub();
  const feed = await ChangeFeed.listen(databaseUrl, (event) => hub.publish(event), {
    onReconnect: () => hub.publishGap(),
    onError: (error) => log.warn({ err: error }, 'the change feed was interrupted'),
  });
  begun.push(
    () => feed.stop(),
    () => hub.close(),
  );
  const parts = { db, readers, metrics, hub, figures, dataDir, log, now, version: packageVersion(), retentionDays };
  const services = createServices(parts);
  begun.push(() => services.background.stop());
  // What ended while no API was running was announced to nobody.
  services.background.wake();
  return { readers, services };
}

/** HTTP and WebSocket; resolves with the address. */
async function openDoors(options: ApiOptions, readers: Readers, services: Services, begun: (() => unknown)[]) {
  const { log, dataDir, host = '127.0.0.1', port = 0 } = options;
  const gatekeeper = new Gatekeeper(readers.owner, async () => LOCAL_VIEWER);
  const newContext = (access: RequestAccess): ApiContext => {
    const requestId = randomUUID();
    return createContext({ services, readers, log, requestId, ...access });
  };
  const parts: HttpAppParts = {
    readers,
    boardExports: services.boardExport,
    figures: services.figure,
    blobs: new LocalBlobStore(join(dataDir, 'blobs')),
    log,
    gatekeeper,
    newContext,
    newErrorId: randomUUID,
  };
  const schema = locateDomainErrors(guardSchema(await createSchema()));
  const app = createHttpApp(parts);
  const httpServer = createServer(app);
  const graphql = createGraphqlServer(schema, httpServer, log, randomUUID);
  await graphql.start();
  begun.push(() => graphql.stop());
  const events = graphqlEvents({ schema, log, gatekeeper, newContext, newErrorId: randomUUID });
  begun.push(() => events.dispose());
  serveGraphql(app, graphql, events.handler, parts);
  const sockets = serveGraphqlSocket({ schema, httpServer, log, gatekeeper, newContext, newErrorId: randomUUID });
  begun.push(() => sockets.dispose());
  return listen(httpServer, host, port);
}

function packageVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
