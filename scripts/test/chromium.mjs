import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium for the end-to-end tests: CHROMIUM_PATH, an installed one, Playwright's own, and as the last resort a
 * download by Playwright or (as root on Debian) the distribution's package.
 * @returns {Promise<string>} its path
 */
export async function ensureChromium() {
  const found = find();
  if (found) return found;
  console.log('no Chromium found; installing one');
  if (platform() === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    await end('apt-get', ['update'], quiet);
    await end('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], quiet);
  }
  if (!find()) await end('npx', ['--no-install', 'playwright-core', 'install', 'chromium'], { stdio: 'inherit' });
  const installed = find();
  if (!installed)
    throw new Error('The end-to-end tests need Chromium or Chrome. Install one, or set CHROMIUM_PATH to it.');
  return installed;
}

/** Whatever comes of it: what counts is whether there is a browser afterwards. */
async function end(command, args, options) {
  await once(spawn(command, args, options), 'close').catch(() => undefined);
}

function find() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`);
    return named;
  }
  return INSTALLED.find((path) => existsSync(path)) ?? playwrightOwn();
}

function playwrightOwn() {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
  ];
  for (const cache of caches) {
    if (!cache || !existsSync(cache)) continue;
    for (const name of readdirSync(cache)
      .filter((entry) => /^chromium-\d+$/.test(entry))
      .reverse()) {
      for (const inside of [
        'chrome-linux/chrome',
        'chrome-linux64/chrome',
        'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
      ]) {
        const path = join(cache, name, inside);
        if (existsSync(path)) return path;
      }
    }
  }
  return null;
}
