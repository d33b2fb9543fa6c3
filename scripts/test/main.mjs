import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, needsInstall } from '../start/prepare.mjs';
import { ensureChromium } from './chromium.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const resultsDir = join(root, '.voxboard/test');
const totals = { passed: 0, failed: 0 };

/** @returns {Promise<number>} exit code */
export async function main() {
  await rm(resultsDir, { recursive: true, force: true });
  await mkdir(resultsDir, { recursive: true });
  if (await needsInstall(root)) {
    console.log('installing packages');
    await install(root, resultsDir, (line) => console.log(line));
  }
  // Where the tests wait, the checks beside them use the processors; on two, nothing is idle for long.
  const packages = await check('build of packages', turbo('build', '--filter=!@voxboard/dashboard'));
  const beside = [
    ['build of the dashboard', turbo('build')],
    ['lint', ['npx', '--no-install', 'biome', 'check', '--error-on-warnings', '.']],
    ['import rules', [process.execPath, 'scripts/check-imports.mjs']],
    ['source rules', [process.execPath, 'scripts/check-sources.mjs']],
  ];
  const browser = ensureChromium();
  browser.catch(() => undefined);
  const [results] = await Promise.all([checkQuietly(beside), packages && suite('unit and integration', [])]);
  const env = { CHROMIUM_PATH: await browser };
  await Promise.all([
    checkQuietly([['types', turbo('typecheck', '--concurrency=2')]]),
    results.get('build of the dashboard') && suite('end to end', ['--config', 'e2e/vitest.config.ts'], env),
  ]);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  return totals.failed === 0 ? 0 : 1;
}

const turbo = (task, ...options) => [
  'npx',
  '--no-install',
  'turbo',
  'run',
  task,
  '--output-logs=errors-only',
  ...options,
];

async function check(name, command) {
  console.log(`\n— ${name}`);
  return counted(name, await run(command));
}

/** One after the other, behind whatever else runs; what each has to say is printed when it ends. */
async function checkQuietly(checks) {
  const results = new Map();
  for (const [name, command] of checks) {
    const said = [];
    const code = await run(command, { said });
    console.log(`\n— ${name}\n${Buffer.concat(said).toString().trim()}`);
    results.set(name, counted(name, code));
  }
  return results;
}

function counted(name, code) {
  if (code === 0) totals.passed++;
  else {
    totals.failed++;
    console.error(`${name}: failed`);
  }
  return code === 0;
}

async function suite(name, args, env = {}) {
  console.log(`\n— ${name}`);
  const report = join(resultsDir, `${name.replaceAll(' ', '-')}.json`);
  const vitest = ['npx', '--no-install', 'vitest', 'run', ...args];
  const code = await run([...vitest, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`], { env });
  const result = await readFile(report, 'utf8')
    .then(JSON.parse)
    .catch(() => null);
  totals.passed += result?.numPassedTests ?? 0;
  totals.failed += result?.numFailedTests ?? 0;
  // A file that does not load, or an error outside any test, fails the run without a failed test.
  if (code !== 0 && !(result?.numFailedTests > 0)) totals.failed++;
  if (code === 0 && !(result?.numPassedTests > 0)) {
    console.error(`${name}: no test was run`);
    totals.failed++;
  }
}

/** With `said`, what it prints is collected there instead, and it steps back before other processes. */
function run([command, ...args], { env = {}, said = null } = {}) {
  return new Promise((resolve, reject) => {
    const output = said ? 'pipe' : 'inherit';
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', output, output],
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1', ...env },
    });
    if (said) {
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
      if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    }
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
