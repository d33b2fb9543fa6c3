import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
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
  const built = await check('build', 'npx', ['--no-install', 'turbo', 'run', 'build', '--output-logs=errors-only']);
  await check('types of the tests', 'npx', ['--no-install', 'turbo', 'run', 'typecheck', '--output-logs=errors-only']);
  await check('lint', 'npx', ['--no-install', 'biome', 'check', '--error-on-warnings', '.']);
  await check('import rules', process.execPath, ['scripts/check-imports.mjs']);
  await check('source rules', process.execPath, ['scripts/check-sources.mjs']);
  if (built) {
    await suite('unit and integration', []);
    const chromium = await ensureChromium();
    await suite('end to end', ['--config', 'e2e/vitest.config.ts'], { CHROMIUM_PATH: chromium });
  }
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  return totals.failed === 0 ? 0 : 1;
}

async function check(name, command, args) {
  console.log(`\n— ${name}`);
  const ok = (await run(command, args, {})) === 0;
  if (ok) totals.passed++;
  else {
    totals.failed++;
    console.error(`${name}: failed`);
  }
  return ok;
}

async function suite(name, args, env = {}) {
  console.log(`\n— ${name}`);
  const report = join(resultsDir, `${name.replaceAll(' ', '-')}.json`);
  const code = await run(
    'npx',
    ['--no-install', 'vitest', 'run', ...args, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
    env,
  );
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

function run(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1', ...env },
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
