import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from './errors.mjs';

/** @returns true when node_modules does not hold what the lockfile says */
export async function needsInstall(root) {
  const stamp = await readFile(join(root, 'node_modules/.voxboard-install'), 'utf8').catch(() => '');
  return stamp !== (await lockHash(root));
}

/** Installs exactly what the lockfile says. @throws StartError */
export async function install(root, logDir, report) {
  await runLogged('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    root,
    log: join(logDir, 'install.log'),
    report: (seconds) => report(`installing packages (${seconds} s)`),
    failure: 'Installing the packages failed. Check the network connection to your npm registry and run it again.',
  });
  await writeFile(join(root, 'node_modules/.voxboard-install'), await lockHash(root));
}

async function lockHash(root) {
  return createHash('sha256')
    .update(await readFile(join(root, 'package-lock.json')))
    .digest('hex');
}

/** Builds what changed since the last build. Skipped in milliseconds when no source file is newer. */
export async function build(root, logDir, report, filters) {
  const stampFile = join(root, 'node_modules/.voxboard-build');
  const stamp = `${await newestSource(root)} ${filters.join(' ')}`;
  const isBuilt =
    existsSync(join(root, 'apps/dashboard/.next/BUILD_ID')) && existsSync(join(root, 'apps/api/dist/bundle/index.js'));
  if (isBuilt && (await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return false;
  await runLogged(
    'npx',
    [
      '--no-install',
      'turbo',
      'run',
      'build',
      ...filters.map((name) => `--filter=${name}`),
      '--output-logs=errors-only',
    ],
    {
      root,
      log: join(logDir, 'build.log'),
      report: (seconds) => report(`building (${seconds} s)`),
      failure: 'Building failed.',
    },
  );
  await writeFile(stampFile, stamp);
  return true;
}

const SKIPPED = new Set(['node_modules', 'dist', '.next', '.turbo', 'generated']);

async function newestSource(root) {
  let newest = 0;
  let count = 0;
  const visit = async (folder) => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (SKIPPED.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await visit(path);
      else if (entry.isFile()) {
        count++;
        newest = Math.max(newest, (await stat(path)).mtimeMs);
      }
    }
  };
  for (const folder of ['packages', 'apps', 'prisma']) await visit(join(root, folder));
  newest = Math.max(newest, (await stat(join(root, 'tsconfig.base.json'))).mtimeMs);
  return `${count}:${newest}`;
}

async function runLogged(command, args, { root, log, report, failure }) {
  const started = process.hrtime.bigint();
  const seconds = () => Math.round(Number(process.hrtime.bigint() - started) / 1e9);
  const file = createWriteStream(log);
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      TURBO_TELEMETRY_DISABLED: '1',
      NEXT_TELEMETRY_DISABLED: '1',
      ONNXRUNTIME_NODE_INSTALL: 'skip',
    },
  });
  const killWithParent = () => child.kill();
  process.once('exit', killWithParent);
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      file.write(chunk);
      lines.push(...chunk.toString().split('\n'));
    });
  }
  const ticker = setInterval(() => report(seconds()), 10_000);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => {
    clearInterval(ticker);
    process.off('exit', killWithParent);
    file.end();
  });
  if (code !== 0)
    throw new StartError(`${failure} The whole output is in ${log}; the heart of it:\n\n${heartOf(lines)}`);
}

/** npm says first what is wrong and then how it is used; compilers say it last. */
function heartOf(lines) {
  const said = lines.filter((line) => line.trim() !== '');
  const isNpm = said[0]?.startsWith('npm error');
  return (isNpm ? said.slice(0, 10) : said.slice(-25)).join('\n');
}
