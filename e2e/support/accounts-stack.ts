import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { freePort } from './stack.js';

const ROOT = resolve(import.meta.dirname, '../..');
const ReadySchema = z.object({ url: z.string().optional(), connectionString: z.string().optional() });

/** A server where people sign in, beside the one that the other specs share. */
export interface AccountsStack {
  /** Address of the dashboard. */
  readonly url: string;
  stop(): Promise<void>;
}

export const FIRST_ADMIN = { email: 'ada@example.org', password: 'correct horse battery staple' } as const;

/** Database, API and dashboard on an empty folder; no worker. */
export async function startAccountsStack(): Promise<AccountsStack> {
  const folder = await mkdtemp(join(tmpdir(), 'voxboard-accounts-'));
  const parts: ChildProcess[] = [];
  const stop = async () => {
    for (const part of parts.splice(0).reverse()) await endOf(part);
    await rm(folder, { recursive: true, force: true });
  };
  const begin = (script: string, args: string[], env: Record<string, string>, cwd = ROOT) => {
    const part = spawn(process.execPath, [join(ROOT, script), ...args], {
      cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production', VOXBOARD_SUPERVISED: '1', ...env },
    });
    parts.push(part);
    return readyLine(part);
  };
  try {
    const port = String(await freePort());
    const { connectionString = '' } = await begin('packages/db/dist/bin/serve-postgres.js', ['--data', folder], {});
    const { url: apiUrl = '' } = await begin('apps/api/dist/bundle/index.js', [], {
      DATABASE_URL: connectionString,
      VOXBOARD_DATA_DIR: folder,
      VOXBOARD_API_PORT: '0',
      VOXBOARD_AUTH: 'accounts',
      VOXBOARD_ADMIN_EMAIL: FIRST_ADMIN.email,
      VOXBOARD_ADMIN_PASSWORD: FIRST_ADMIN.password,
      VOXBOARD_TRUSTED_DOCUMENTS: 'only',
    });
    const { url = '' } = await begin(
      'apps/dashboard/server.mjs',
      [],
      { VOXBOARD_PORT: port, VOXBOARD_API_URL: apiUrl },
      join(ROOT, 'apps/dashboard'),
    );
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readyLine(part: ChildProcess): Promise<z.infer<typeof ReadySchema>> {
  const errors: string[] = [];
  part.stderr?.on('data', (chunk) => errors.push(String(chunk)));
  return new Promise((done, fail) => {
    if (!part.stdout) throw new Error('the process has no output');
    createInterface({ input: part.stdout }).on('line', (line) => {
      if (line.startsWith('{')) done(ReadySchema.parse(JSON.parse(line)));
    });
    part.once('close', (code) => fail(new Error(`it ended with code ${code}:\n${errors.join('').slice(-2000)}`)));
  });
}

async function endOf(part: ChildProcess): Promise<void> {
  if (part.exitCode !== null) return;
  const ended = new Promise((done) => part.once('close', done));
  part.kill('SIGTERM');
  await ended;
}
