import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import type { DiffTarget, MigrationDirectory, MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import type { MigrationFile } from './migration-files.js';

const NO_FILTERS = { externalTables: [], externalEnums: [] };

/**
 * Prisma's schema engine as WebAssembly, in this process: the same engine as `prisma migrate`, without the download of
 * its binary. Close it when done.
 */
export class SchemaEngineClient {
  private constructor(
    private readonly engine: SchemaEngine,
    private readonly pool: pg.Pool,
  ) {}

  static async open(connectionString: string): Promise<SchemaEngineClient> {
    // One connection: the engine's session (search path, advisory lock) must not be spread over several.
    const pool = new pg.Pool({ connectionString, max: 1, allowExitOnIdle: true });
    const { SchemaEngine } = await loadWasm();
    const engine = await SchemaEngine.new(
      { datamodels: undefined },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(new SchemaEnginePrismaPg(pool)),
    );
    return new SchemaEngineClient(engine, pool);
  }

  /** Applies what is not applied yet, in order, and records it in `_prisma_migrations`. Returns the names applied. */
  async apply(migrations: readonly MigrationFile[], lockfile: string): Promise<string[]> {
    const migrationsList = migrationList(migrations, lockfile);
    return (await this.engine.applyMigrations({ migrationsList, filters: NO_FILTERS })).appliedMigrationNames;
  }

  /** SQL that makes an empty database what the schema says. */
  async createScript(schema: string): Promise<string> {
    return this.diff({ tag: 'empty' }, schema);
  }

  /** SQL that takes the connected database to the schema; an empty migration when they agree. */
  async driftScript(schema: string): Promise<string> {
    const files = [{ path: 'schema.prisma', content: schema }];
    return this.diff({ tag: 'schemaDatasource', files, configDir: '.' }, schema);
  }

  async close(): Promise<void> {
    this.engine.free();
    await this.pool.end();
  }

  private async diff(from: DiffTarget, schema: string): Promise<string> {
    const result = await this.engine.diff({
      from,
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    });
    return result.stdout ?? '';
  }
}

/**
 * Prisma's adapter, with two things put right for the schema engine. The adapter cuts a script at every semicolon and runs the pieces one by one, which breaks function bodies and leaves
 * half a migration behind when one piece fails; sent whole, Postgres parses it itself and runs it as one transaction.
 * And the adapter refuses columns of the internal type "char", which the catalogues read for a diff are full of; they
 * are text of one letter.
 */
class SchemaEnginePrismaPg extends PrismaPg {
  constructor(private readonly migrationPool: pg.Pool) {
    super(migrationPool, { disposeExternalPool: false });
  }

  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    const pool = this.migrationPool;
    const executeScript: SqlDriverAdapter['executeScript'] = async (script) => {
      await pool.query(script);
    };
    return readInternalChar(Object.assign(adapter, { executeScript }));
  }
}

const CHAR_OID = 18;
const TEXT_OID = 25;

function readInternalChar<A extends SqlDriverAdapter>(adapter: A): A {
  if (!('performIO' in adapter) || typeof adapter.performIO !== 'function') return adapter;
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  const charColumns = new WeakMap<object, number[]>();
  return Object.assign(adapter, {
    performIO: async (query: object) => {
      const result = await performIO(query);
      const found: number[] = [];
      for (const [i, field] of result.fields.entries()) {
        if (field.dataTypeID !== CHAR_OID) continue;
        field.dataTypeID = TEXT_OID;
        found.push(i);
      }
      charColumns.set(query, found);
      return result;
    },
    queryRaw: async (query: SqlQuery) => {
      const result = await queryRaw(query);
      for (const i of charColumns.get(query) ?? []) result.columnTypes[i] = ColumnTypeEnum.Character;
      return result;
    },
  });
}

function migrationList(migrations: readonly MigrationFile[], lockfile: string): MigrationList {
  const migrationDirectories = migrations.map(
    ({ name, sql }): MigrationDirectory => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    }),
  );
  return {
    baseDir: 'prisma/migrations',
    lockfile: { path: 'migration_lock.toml', content: lockfile },
    shadowDbInitScript: '',
    migrationDirectories,
  };
}

type WasmModule = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');
let loaded: Promise<WasmModule> | null = null;

function loadWasm(): Promise<WasmModule> {
  loaded ??= instantiate();
  return loaded;
}

async function instantiate(): Promise<WasmModule> {
  const glue: WasmModule & { __wbg_set_wasm(exports: unknown): void } = await import(
    // The package's own entry imports the .wasm file as a module, which Node 20 cannot do without a flag.
    '@prisma/schema-engine-wasm/schema_engine_bg'
  );
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(join(dirname(entry), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
  return glue;
}
