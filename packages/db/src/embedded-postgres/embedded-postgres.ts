import { resolve } from 'node:path';
import pg from 'pg';
import { type DataFolder, forgetOwner, prepareDataFolder, recordOwner, SUPERUSER } from './data-folder.js';
import { PostgresPortTakenError } from './embedded-postgres.errors.js';
import { findPostgresBinaries } from './postgres-binaries.js';
import { findFreePort, type PostgresServer, startServer } from './postgres-server.js';

export interface EmbeddedPostgresOptions {
  /** Where the database lies; made when it is new. */
  readonly dataDir: string;
  /** Default: any free one. */
  readonly port?: number;
  /** The database to make. Default `voxboard`. */
  readonly database?: string;
  /** Each line of the server's log. */
  readonly onLog?: (line: string) => void;
  /** Server settings over the defaults. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  readonly connectionString: string;
  readonly pid: number;
  /** Resolves when the server ends, by `stop` or otherwise. */
  readonly exited: Promise<void>;
  /** Cuts all sessions and ends the server; what was committed is safe. */
  stop(): Promise<void>;
}

/**
 * A laptop's share: small shared memory, no worker processes that sit idle, only this machine may connect. Reading at
 * random costs little on its disk, and a query of a few milliseconds gains nothing from helpers.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  io_method: 'sync',
  jit: 'off',
  random_page_cost: '1.1',
  max_parallel_workers_per_gather: '0',
  max_wal_senders: '0',
  wal_level: 'minimal',
  lc_messages: 'C',
};

/**
 * Starts the Postgres that came with npm on a folder. It ends when `stop` is called, and also when this process dies
 * in whatever way.
 * @throws DataFolderInUseError, DataFolderNotWritableError, WrongPostgresVersionError, NotADataFolderError,
 * NoDiskSpaceError, NoBundledPostgresError, PostgresPortTakenError, PostgresStartError
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = await findPostgresBinaries();
  const settings = { ...SETTINGS, ...options.settings };
  const folder = await prepareDataFolder(resolve(options.dataDir), binaries, settings.fsync !== 'off');
  const onLog = options.onLog ?? (() => undefined);
  const start = (port: number) => startServer(folder, binaries, port, settings, onLog);
  const server = options.port === undefined ? await onFreePort(start) : await start(options.port);
  await recordOwner(folder.path);
  const stop = async () => {
    await server.stop();
    await forgetOwner(folder.path);
  };
  try {
    const connectionString = await ensureDatabase(folder, server, options.database ?? 'voxboard');
    return { connectionString, pid: server.pid, exited: server.exited, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function onFreePort(start: (port: number) => Promise<PostgresServer>): Promise<PostgresServer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await findFreePort());
    } catch (error) {
      if (!(error instanceof PostgresPortTakenError) || attempt === 5) throw error;
    }
  }
}

async function ensureDatabase(folder: DataFolder, server: PostgresServer, name: string): Promise<string> {
  const address = (database: string) =>
    `postgresql://${SUPERUSER}:${folder.password}@127.0.0.1:${server.port}/${encodeURIComponent(database)}`;
  const client = new pg.Client({ connectionString: address('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  return address(name);
}
