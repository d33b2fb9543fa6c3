import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { NoBundledPostgresError } from './embedded-postgres.errors.js';

/** The major version the bundled binaries have: what PG_VERSION of a data folder must say. */
export const BUNDLED_MAJOR_VERSION = '18';

const BinariesSchema = z.object({ initdb: z.string(), postgres: z.string(), pg_ctl: z.string() });

/** Absolute paths of the programs. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

const SYSTEM_NAMES: Readonly<Record<string, string>> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };

/**
 * Finds the Postgres that npm installed for this machine. The binaries' package is asked directly, not through its
 * wrapper, which stops servers from a process-wide exit hook of its own.
 * @throws NoBundledPostgresError
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const name = `${SYSTEM_NAMES[platform()] ?? platform()}-${arch()}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = join(dirname(wrapper), '../../@embedded-postgres', name, 'dist/index.js');
    const found = BinariesSchema.parse(await import(pathToFileURL(entry).href));
    return { initdb: found.initdb, postgres: found.postgres, pgCtl: found.pg_ctl };
  } catch (cause) {
    throw new NoBundledPostgresError(name, cause);
  }
}
