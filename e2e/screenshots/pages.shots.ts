import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, inject, test, vi } from 'vitest';
import { openBrowser, openPage } from '../support/browser.js';
import { type DemoPlaces, findDemoPlaces } from './demo-places.js';

const FOLDER = resolve(import.meta.dirname, '../../docs/screenshots');
const SCHEMES = ['light', 'dark'] as const;

/** What stands in docs/screenshots, by file name; each in light and dark. */
const PAGES: Readonly<Record<string, (places: DemoPlaces) => string>> = {
  projects: () => '/?all',
  runs: () => '/p/demo/runs',
  run: ({ run }) => `/p/demo/runs/${run}`,
  experiment: ({ experiment }) => `/p/demo/experiments/${experiment}`,
  compare: ({ runs }) => `/p/demo/compare?ids=${runs.join(',')}`,
  leaderboard: () => '/p/demo/leaderboard',
  launch: () => '/p/demo/launch',
  templates: () => '/p/demo/templates',
  data: () => '/p/demo/data',
  dataset: ({ dataset }) => `/p/demo/data/${dataset}`,
  clip: ({ dataset, clip }) => `/p/demo/data/${dataset}/clips/${clip}`,
  features: ({ dataset, featureSet }) => `/p/demo/data/${dataset}/features/${featureSet}`,
};

describe('the pages of the demo project', () => {
  let browser: Browser;
  let places: DemoPlaces;

  beforeAll(async () => {
    await mkdir(FOLDER, { recursive: true });
    browser = await openBrowser();
    places = await vi.waitFor(findDemoPlaces, { timeout: 500_000, interval: 1000 });
  });
  afterAll(() => browser?.close());

  test.for(Object.entries(PAGES).flatMap(([name, path]) => SCHEMES.map((scheme) => ({ name, path, scheme }))))(
    '$name, $scheme',
    async ({ name, path, scheme }) => {
      const { page, close } = await openPage(browser, { width: 1280, colorScheme: scheme });
      await page.goto(`${inject('baseUrl')}${path(places)}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
      await page.screenshot({ path: join(FOLDER, `${name}-${scheme}.png`), animations: 'disabled' });
      await close();
    },
  );
});
