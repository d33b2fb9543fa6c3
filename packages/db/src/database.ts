import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from './generated/client.js';

/** What repositories query through: `pool` outside a transaction, the transaction's own connection inside one. */
export type SqlExecutor = Pick<pg.Pool | pg.PoolClient, 'query'>;

/** The Prisma client, or that of an interactive transaction. */
export type PrismaExecutor = Prisma.TransactionClient;

export interface TransactionOptions {
  readonly isolationLevel?: Prisma.TransactionIsolationLevel;
  /** Rolled back when it runs longer. Default 30 s. */
  readonly timeoutMs?: number;
}

/**
 * One database, seen through Prisma and through SQL. Inside `transaction` both use the same connection, so that what
 * one wrote the other reads, and both commit together.
 */
export interface Database {
  readonly prisma: PrismaExecutor;
  readonly sql: SqlExecutor;
  /** Runs `work` in one transaction; rejects and rolls back when it rejects. Inside a transaction, joins it. */
  transaction<T>(work: (tx: Database) => Promise<T>, options?: TransactionOptions): Promise<T>;
}

/** The database of a process: what `openDatabase` gives and `close` ends. */
export interface RootDatabase extends Database {
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  readonly connectionString: string;
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  readonly connectionString: string;
  /** Most connections at once. Default 10. */
  readonly poolSize?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string;
  /** Statements that run longer are ended by the database. Default: none is. */
  readonly statementTimeoutMs?: number;
  /** Told of a connection that broke while idle; the pool replaces it. */
  readonly onConnectionError?: (error: Error) => void;
}

/**
 * Filters of runs ask hash tables of ids while they walk along an index; one that does not fit in memory would be read
 * through for each row. 16 times 4 MB hold the ids of 1.6 million runs.
 */
const SETTINGS = '-c hash_mem_multiplier=16';

export function openDatabase(options: OpenDatabaseOptions): RootDatabase {
  return new PooledDatabase(options);
}

/** Where a transaction that is about to begin learns which connection it was given. */
const checkedOut = new AsyncLocalStorage<{ client: pg.PoolClient | null }>();
/** While one is open, Node follows every promise of the process; that ends with the last. */
let openTransactions = 0;

class WatchedPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Parameters<pg.Pool['connect']>[0]): void;
  override connect(callback?: Parameters<pg.Pool['connect']>[0]): unknown {
    if (callback) return super.connect(callback);
    const transaction = checkedOut.getStore();
    const connected = super.connect();
    if (!transaction) return connected;
    return connected.then((client) => {
      transaction.client ??= client;
      return client;
    });
  }
}

class PooledDatabase implements RootDatabase {
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  readonly connectionString: string;

  constructor(options: OpenDatabaseOptions) {
    this.connectionString = options.connectionString;
    this.pool = new WatchedPool({
      connectionString: options.connectionString,
      max: options.poolSize ?? 10,
      application_name: options.applicationName ?? 'voxboard',
      options: SETTINGS,
      ...(options.statementTimeoutMs !== undefined && { statement_timeout: options.statementTimeoutMs }),
    });
    this.pool.on('error', (error) => options.onConnectionError?.(error));
    this.prisma = new PrismaClient({
      adapter: new PrismaPg(this.pool, { disposeExternalPool: false, statementNameGenerator: nameStatement }),
    });
  }

  get sql(): SqlExecutor {
    return this.pool;
  }

  async transaction<T>(work: (tx: Database) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    openTransactions++;
    try {
      return await this.#transaction(work, options);
    } finally {
      openTransactions--;
      if (openTransactions === 0) checkedOut.disable();
    }
  }

  #transaction<T>(work: (tx: Database) => Promise<T>, options: TransactionOptions): Promise<T> {
    const begun: { client: pg.PoolClient | null } = { client: null };
    return checkedOut.run(begun, () =>
      this.prisma.$transaction(
        (prisma) => {
          if (!begun.client) throw new Error('the transaction began on a connection that did not come from the pool');
          return work(new TransactionDatabase(prisma, begun.client));
        },
        {
          timeout: options.timeoutMs ?? 30_000,
          maxWait: 30_000,
          ...(options.isolationLevel && { isolationLevel: options.isolationLevel }),
        },
      ),
    );
  }

  async close(): Promise<void> {
    await this.prisma.$disconnect();
    await this.pool.end();
  }
}

class TransactionDatabase implements Database {
  constructor(
    readonly prisma: PrismaExecutor,
    readonly sql: SqlExecutor,
  ) {}

  transaction<T>(work: (tx: Database) => Promise<T>): Promise<T> {
    return work(this);
  }
}

/** Lets Postgres keep the plans of Prisma's statements: equal text, equal name. */
function nameStatement(query: { readonly sql: string }): string {
  return `prisma_${createHash('sha1').update(query.sql).digest('base64url')}`;
}
