import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { StartError } from './errors.mjs';
import { readOptions, USAGE } from './options.mjs';
import { checkPortFree, freePort, prepareDataDir, setDataAside, takeLock } from './preflight.mjs';
import { build, install, needsInstall } from './prepare.mjs';
import { Supervisor } from './supervisor.mjs';
import { workerParts } from './workers.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const BUILT = ['@voxboard/api...', '@voxboard/worker...', '@voxboard/dashboard...', '@voxboard/cli...'];

/** @returns {Promise<number>} exit code */
export async function main(args) {
  const started = performance.now();
  const report = (line) =>
    console.log(`${`${((performance.now() - started) / 1000).toFixed(0)} s`.padStart(6)}  ${line}`);
  const stop = stopSignal();
  let supervisor = null;
  let releaseLock = async () => {};
  try {
    const options = readOptions(args, process.env, root);
    if (options.help) {
      console.log(USAGE);
      return 0;
    }
    if (options.corpus !== null && !existsSync(options.corpus))
      throw new StartError(`--data names ${options.corpus}, which does not exist.`);
    const mustInstall = await needsInstall(root);
    await prepareDataDir(options.dataDir, mustInstall);
    const address = `http://127.0.0.1:${options.dashboardPort}`;
    releaseLock = await takeLock(options.dataDir, address);
    await checkPortFree(options.dashboardPort, 'VOXBOARD_PORT', 'the dashboard');
    await checkPortFree(options.apiPort, 'VOXBOARD_API_PORT', 'the API');
    if (options.fresh) {
      const aside = await setDataAside(options.dataDir, new Date());
      if (aside) report(`the data so far is kept in ${aside}`);
    }
    const logDir = join(options.dataDir, 'logs');
    if (mustInstall) {
      report('installing packages (once; a minute or two)');
      await stop.orRun(install(root, logDir, report));
    }
    report('checking the build');
    await stop.orRun(build(root, logDir, report, BUILT));

    const failed = deferred();
    supervisor = new Supervisor({ logDir, report, onGiveUp: failed.reject });
    await stop.orRun(startParts(supervisor, options, report));
    report(`the dashboard answers at ${address}`);
    await stop.orRun(fill(options, report));
    console.log(`ready  ${address}  (GraphQL: ${address}/graphql; stop with Ctrl-C)`);
    await Promise.race([stop.promise, failed.promise]);
  } catch (error) {
    if (error !== stop.reason) {
      console.error(error instanceof StartError ? `\n${error.message}` : error);
      process.exitCode = 1;
    }
  }
  if (supervisor) {
    console.log('stopping');
    await supervisor.stop();
  }
  await releaseLock();
  return process.exitCode ?? 0;
}

async function startParts(supervisor, options, report) {
  let databaseUrl = options.databaseUrl;
  if (databaseUrl === null) {
    report('starting Postgres');
    const postgres = await supervisor.start({
      name: 'database',
      // A fixed port for this start: should Postgres have to be started again, the others find it where it was.
      args: [
        join(root, 'packages/db/dist/bin/serve-postgres.js'),
        '--data',
        options.dataDir,
        '--port',
        String(await freePort()),
      ],
      env: {},
    });
    databaseUrl = postgres.connectionString;
  } else {
    await runToEnd([join(root, 'packages/db/dist/bin/migrate.js')], { DATABASE_URL: databaseUrl }, report);
  }
  report('starting API, worker and dashboard');
  const apiUrl = `http://127.0.0.1:${options.apiPort}`;
  const env = { DATABASE_URL: databaseUrl, VOXBOARD_DATA_DIR: options.dataDir, NODE_ENV: 'production' };
  const [api] = await Promise.all([
    supervisor.start({
      name: 'api',
      args: [join(root, 'apps/api/dist/bundle/index.js')],
      env: { ...env, VOXBOARD_API_PORT: String(options.apiPort) },
    }),
    ...workerParts(root).map((part) =>
      supervisor.start({
        name: part.name,
        args: [join(root, 'apps/worker/dist/index.js')],
        env: { ...env, ...part.env },
      }),
    ),
    supervisor.start({
      name: 'dashboard',
      args: [join(root, 'apps/dashboard/server.mjs')],
      cwd: join(root, 'apps/dashboard'),
      env: {
        NODE_ENV: 'production',
        VOXBOARD_PORT: String(options.dashboardPort),
        VOXBOARD_API_URL: apiUrl,
        NEXT_TELEMETRY_DISABLED: '1',
      },
    }),
  ]);
  if (typeof api.notice === 'string') report(api.notice);
}

/** The demo (first start only), or the corpus named by --data. */
async function fill(options, report) {
  if (!options.demo && options.corpus === null) return;
  if ((process.env.VOXBOARD_AUTH || 'off') !== 'off' && !process.env.VOXBOARD_TOKEN) {
    report('people sign in here, so the demo is not filled: it needs VOXBOARD_TOKEN');
    return;
  }
  const args = [join(root, 'packages/cli/dist/main.js'), 'demo', '--data-dir', options.dataDir];
  if (options.corpus !== null) args.push('--corpus', options.corpus);
  await runToEnd(args, { VOXBOARD_URL: `http://127.0.0.1:${options.apiPort}/graphql` }, report);
}

async function runToEnd(args, env, report) {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const killWithParent = () => child.kill();
  process.once('exit', killWithParent);
  createInterface({ input: child.stdout }).on('line', report);
  const complaints = [];
  createInterface({ input: child.stderr }).on('line', (line) => complaints.push(line));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  process.off('exit', killWithParent);
  if (code !== 0) throw new StartError(complaints.slice(-12).join('\n'));
}

/** Ctrl-C, a termination request, or the death of the npm that started this. */
function stopSignal() {
  const { promise, reject } = deferred();
  const reason = new Error('stopped');
  promise.catch(() => {});
  const onSignal = () => reject(reason);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === 'start') {
    setInterval(() => {
      if (process.ppid !== parent) onSignal();
    }, 1000).unref();
  }
  return { promise, reason, orRun: (work) => Promise.race([work, promise]) };
}

function deferred() {
  let resolve;
  let reject;
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
