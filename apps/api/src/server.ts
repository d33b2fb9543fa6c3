import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { LocalBlobStore } from '@voxboard/blob-store';
import { ChangeFeed, MetricStore, openDatabase, type RootDatabase, startUpkeep } from '@voxboard/db';
import type { Logger } from 'pino';
import { z } from 'zod';
import { prepareFirstAccount } from './access/access-services.js';
import { auditMutations } from './access/audit-mutations.js';
import { type AuthOptions, NO_AUTH } from './access/auth-options.js';
import { Gatekeeper, type Identify, type RequestAccess } from './access/gatekeeper.js';
import { guardSchema } from './access/guard-schema.js';
import { OpenConnections } from './access/open-connections.js';
import type { Clock } from './clock.js';
import { type ApiContext, createContext } from './context.js';
import { FigurePool } from './figures/figure-pool.js';
import { graphqlEvents } from './http/graphql-events.js';
import { createGraphqlServer } from './http/graphql-server.js';
import { serveGraphqlSocket } from './http/graphql-socket.js';
import { createHttpApp, type HttpAppParts, serveGraphql } from './http/http-app.js';
import { listen } from './http/listen.js';
import { locateDomainErrors } from './http/locate-errors.js';
import { DEFAULT_GUARDS, type GuardOptions } from './limits/guard-options.js';
import { OperationCheck } from './limits/operation-check.js';
import { RateMeter } from './limits/rate-meter.js';
import { TrustedDocuments } from './limits/trusted-documents.js';
import { ChangeHub } from './live/change-hub.js';
import { prepareDatabase } from './prepare-database.js';
import { createReaders, type Readers } from './readers.js';
import { createSchema } from './schema.js';
import { createServices, type Services } from './services.js';
import { LocalFileRemover } from './storage/local-file-remover.js';
import { startUploadUpkeep } from './upload-upkeep.js';

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
  /** Who may come in. Default: whoever reaches the server, which has to be on the loopback then. */
  readonly auth?: AuthOptions;
  readonly guards?: Partial<GuardOptions>;
  /** Told the set-up code, which must not go to a log. */
  readonly announce?: (text: string) => void;
  /** Days until what is deleted is removed, where a project does not say. Default 7. */
  readonly retentionDays?: number;
}

export interface RunningApi {
  /** For example `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Ends open requests and subscriptions, then the connections to the database. */
  stop(): Promise<void>;
}

interface Backend {
  readonly readers: Readers;
  readonly services: Services;
  readonly hub: ChangeHub;
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
    const backend = await openBackend(options, begun);
    return { url: await openDoors(options, backend, begun), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Database, change feed and services. */
async function openBackend(
  {
    databaseUrl,
    dataDir,
    log,
    retentionDays = 7,
    now = () => new Date(),
    auth = NO_AUTH,
    announce,
    guards,
  }: ApiOptions,
  begun: (() => unknown)[],
) {
  const db = openDatabase({
    connectionString: databaseUrl,
    poolSize: POOL_SIZE,
    applicationName: 'voxboard-api',
    statementTimeoutMs: guards?.requestTimeoutMs ?? DEFAULT_GUARDS.requestTimeoutMs,
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
    db: openUpkeepDatabase(databaseUrl, log, begun),
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
  const version = packageVersion();
  const parts = { db, readers, metrics, hub, figures, dataDir, log, now, version, retentionDays, auth };
  const services = createServices(parts);
  await prepareFirstAccount(services, auth, announce ?? (() => undefined));
  begun.push(() => services.background.stop());
  // What ended while no API was running was announced to nobody.
  services.background.wake();
  begun.push(startUploadUpkeep(services.upload, log));
  return { readers, services, hub };
}

/** Upkeep may take longer than a request: connections of its own, opened when there is something to do. */
function openUpkeepDatabase(connectionString: string, log: Logger, begun: (() => unknown)[]): RootDatabase {
  const db = openDatabase({
    connectionString,
    poolSize: 2,
    applicationName: 'voxboard-upkeep',
    onConnectionError: (error) => log.warn({ err: error }, 'a database connection broke'),
  });
  begun.push(() => db.close());
  return db;
}

/** HTTP and WebSocket; resolves with the address. */
async function openDoors(options: ApiOptions, { readers, services, hub }: Backend, begun: (() => unknown)[]) {
  const { log, dataDir, host = '127.0.0.1', port = 0, auth = NO_AUTH } = options;
  const guards = { ...DEFAULT_GUARDS, ...options.guards };
  const identify: Identify = (request) => services.identifier.identify(request);
  const meter = new RateMeter(guards.pointsPerMinute);
  const gatekeeper = new Gatekeeper(readers.owner, identify, auth.trustedProxies);
  const connections = new OpenConnections(identify, options.now ?? (() => new Date()));
  begun.push(() => connections.close());
  hub.onAccess(() => void connections.look());
  const newContext = (access: RequestAccess): ApiContext => {
    const requestId = randomUUID();
    return createContext({ services, readers, log, requestId, ...access });
  };
  const parts: HttpAppParts = {
    readers,
    boardExports: services.boardExport,
    boardLinks: services.boardLink,
    clipPredictions: services.clipPrediction,
    figures: services.figure,
    mlflow: services.mlflow,
    uploads: services.upload,
    artifacts: services.artifact,
    blobs: new LocalBlobStore(join(dataDir, 'blobs')),
    log,
    gatekeeper,
    auth,
    signIn: services.signIn,
    oidc: services.oidc,
    audit: services.audit,
    loggingAudit: services.loggingAudit,
    meter,
    requestTimeoutMs: guards.requestTimeoutMs,
    newContext,
    newErrorId: randomUUID,
  };
  const schema = locateDomainErrors(auditMutations(guardSchema(await createSchema())));
  const check = new OperationCheck(schema, meter, {
    introspection: guards.introspection,
    trusted: guards.trustedDocuments === null ? null : TrustedDocuments.read(guards.trustedDocuments),
  });
  const { slowConsumerMs } = guards;
  const live = { schema, check, log, gatekeeper, connections, newContext, newErrorId: randomUUID, slowConsumerMs };
  const app = createHttpApp(parts);
  // Requests have limits of their own; this one would cut off files that take long to send.
  const httpServer = createServer({ requestTimeout: 0 });
  const graphql = createGraphqlServer({ schema, check, httpServer, log, newErrorId: randomUUID });
  await graphql.start();
  begun.push(() => graphql.stop());
  const events = graphqlEvents(live);
  begun.push(() => events.dispose());
  httpServer.on('request', serveGraphql(app, graphql, events.handler, parts));
  const sockets = serveGraphqlSocket({ ...live, httpServer, auth });
  begun.push(() => sockets.dispose());
  return listen(httpServer, host, port);
}

function packageVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
