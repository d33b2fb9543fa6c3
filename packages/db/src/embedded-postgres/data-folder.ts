import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chmod, chown, constants, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { environmentForPostgres } from '../environment.js';
import {
  DataFolderInUseError,
  DataFolderNotWritableError,
  NoDiskSpaceError,
  NotADataFolderError,
  PostgresStartError,
  WrongPostgresVersionError,
} from './embedded-postgres.errors.js';
import { BUNDLED_MAJOR_VERSION, type PostgresBinaries } from './postgres-binaries.js';
import { commandFor, findPostgresUser, type PostgresUser } from './run-as.js';
import { findPostmaster, isOwnerAlive, processStart, type ServerOwner, stopPostmaster } from './stale-postmaster.js';

const PASSWORD_FILE = 'voxboard-password';
const OWNER_FILE = 'voxboard-owner.json';
export const SUPERUSER = 'voxboard';

/** A folder that is ready for a server: initialised, of the right version, held by nobody. */
export interface DataFolder {
  readonly path: string;
  readonly password: string;
  readonly user: PostgresUser | null;
}

/**
 * Makes the folder when it is new, and checks it when it is not. A server that outlived its owner is stopped. Unless
 * `isDurable`, a new folder may be lost when the machine goes down.
 * @throws DataFolderInUseError, DataFolderNotWritableError, WrongPostgresVersionError, NotADataFolderError,
 * NoDiskSpaceError, PostgresStartError
 */
export async function prepareDataFolder(
  path: string,
  binaries: PostgresBinaries,
  isDurable: boolean,
): Promise<DataFolder> {
  await makeWritable(path);
  const version = await readFile(join(path, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
  if (version === null) await refuseForeignFiles(path);
  const user = await findPostgresUser(version === null ? null : path);
  if (version === null) await initialise(path, binaries, user, isDurable);
  else if (version !== BUNDLED_MAJOR_VERSION) {
    throw new WrongPostgresVersionError(path, version, BUNDLED_MAJOR_VERSION);
  }
  await freeFromDeadOwner(path);
  const password = await readFile(join(path, PASSWORD_FILE), 'utf8').catch(() => {
    throw new NotADataFolderError(path, `it has no ${PASSWORD_FILE} file`);
  });
  return { path, password: password.trim(), user };
}

/** Written while a server runs, so that the next start can tell a live instance from one that was killed. */
export async function recordOwner(path: string): Promise<void> {
  const owner: ServerOwner = { pid: process.pid, startedAt: await processStart(process.pid) };
  await writeFile(join(path, OWNER_FILE), JSON.stringify(owner));
}

export async function forgetOwner(path: string): Promise<void> {
  await rm(join(path, OWNER_FILE), { force: true });
}

async function freeFromDeadOwner(path: string): Promise<void> {
  const owner = await readOwner(path);
  if (owner && owner.pid !== process.pid && (await isOwnerAlive(owner)))
    throw new DataFolderInUseError(path, owner.pid);
  const postmaster = await findPostmaster(path);
  if (postmaster === null) return;
  if (!owner || owner.pid === process.pid) throw new DataFolderInUseError(path, postmaster);
  await stopPostmaster(postmaster);
}

async function readOwner(path: string): Promise<ServerOwner | null> {
  const text = await readFile(join(path, OWNER_FILE), 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null || !('pid' in parsed) || typeof parsed.pid !== 'number')
    return null;
  const startedAt = 'startedAt' in parsed && typeof parsed.startedAt === 'string' ? parsed.startedAt : null;
  return { pid: parsed.pid, startedAt };
}

async function makeWritable(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new DataFolderNotWritableError(path, cause);
  }
}

async function refuseForeignFiles(path: string): Promise<void> {
  const files = await readdir(path);
  if (files.length > 0) throw new NotADataFolderError(path, `it holds other files (${files.slice(0, 3).join(', ')})`);
}

/** Into a folder beside it, then renamed: a start that is cut off leaves nothing half-made in the place itself. */
async function initialise(
  path: string,
  binaries: PostgresBinaries,
  user: PostgresUser | null,
  isDurable: boolean,
): Promise<void> {
  const fresh = `${path}.new`;
  const passwordFile = `${path}.password`;
  await access(dirname(path), constants.W_OK | constants.X_OK).catch((cause: unknown) => {
    throw new DataFolderNotWritableError(dirname(path), cause);
  });
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (user) await Promise.all([fresh, passwordFile].map((file) => chown(file, user.uid, user.gid)));
  await runInitdb(fresh, passwordFile, binaries, user, isDurable);
  await rename(passwordFile, join(fresh, PASSWORD_FILE));
  await chmod(fresh, 0o700);
  await rm(path, { recursive: true, force: true });
  await rename(fresh, path);
}

async function runInitdb(
  fresh: string,
  passwordFile: string,
  binaries: PostgresBinaries,
  user: PostgresUser | null,
  isDurable: boolean,
): Promise<void> {
  const args = [
    `--pgdata=${fresh}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same order of text on every system.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(isDurable ? [] : ['--no-sync']),
  ];
  const command = await commandFor(binaries.initdb, args, user, [binaries.initdb, fresh]);
  const child = spawn(command.file, command.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
    env: environmentForPostgres(),
    ...command.user,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const failure = await new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? null : output.trim().split('\n').slice(-3).join(' ')));
  });
  if (failure === null) return;
  await rm(fresh, { recursive: true, force: true });
  if (/No space left on device/.test(output)) throw new NoDiskSpaceError(fresh);
  throw new PostgresStartError(fresh, failure);
}
