import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The user Postgres runs as when it may not be the present one. */
export interface PostgresUser {
  readonly uid: number;
  readonly gid: number;
}

/** A program with its arguments, and the user to give it to `spawn`. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly user: PostgresUser | null;
}

/**
 * Postgres refuses to run as root. As root, it runs as the owner of an existing data folder, else as the system's
 * `postgres` user, else as `nobody`: all of them exist already, so that nothing is added to the machine.
 */
export async function findPostgresUser(existingDataDir: string | null): Promise<PostgresUser | null> {
  if (process.getuid?.() !== 0) return null;
  if (existingDataDir !== null) {
    const { uid, gid } = await stat(existingDataDir);
    if (uid !== 0) return { uid, gid };
  }
  return (await lookUp('postgres')) ?? (await lookUp('nobody')) ?? { uid: 65_534, gid: 65_534 };
}

async function lookUp(name: string): Promise<PostgresUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/**
 * How to run a program as that user. Where the user may not enter a folder on the way (a repository under /root, say),
 * the program keeps root's right to pass through folders, and no other.
 */
export async function commandFor(
  file: string,
  args: readonly string[],
  user: PostgresUser | null,
  paths: readonly string[],
): Promise<Command> {
  if (user === null || (await Promise.all(paths.map((path) => mayEnter(path, user)))).every(Boolean)) {
    return { file, args, user };
  }
  const capability = '+dac_override';
  return {
    file: 'setpriv',
    args: [
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      `--inh-caps=${capability}`,
      `--ambient-caps=${capability}`,
      file,
      ...args,
    ],
    user: null,
  };
}

async function mayEnter(path: string, user: PostgresUser): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}
