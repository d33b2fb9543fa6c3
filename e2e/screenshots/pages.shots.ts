import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, inject, test, vi } from 'vitest';
import { openBrowser, openPage } from '../support/browser.js';
import { type AddedPlaces, addPlaces, waitForSweep } from './added-places.js';
import { type DemoPlaces, findDemoPlaces } from './demo-places.js';

const FOLDER = resolve(import.meta.dirname, '../../docs/screenshots');
const WAIT = { timeout: 500_000, interval: 1000 };
const SCHEMES = ['light', 'dark'] as const;

/** What stands in docs/screenshots, by file name; each in light and dark. */
const PAGES: Readonly<Record<string, (places: DemoPlaces & AddedPlaces) => string>> = {
  projects: () => '/?all',
  runs: () => '/p/demo/runs',
  run: ({ run }) => `/p/demo/runs/${run}`,
  experiment: ({ experiment }) => `/p/demo/experiments/${experiment}`,
  compare: ({ runs }) => `/p/demo/compare?runs=${runs.join(',')}`,
  leaderboard: () => '/p/demo/leaderboard',
  launch: () => '/p/demo/launch',
  templates: () => '/p/demo/templates',
  data: () => '/p/demo/data',
  dataset: ({ dataset }) => `/p/demo/data/${dataset}`,
  clip: ({ dataset, clip }) => `/p/demo/data/${dataset}/clips/${clip}`,
  architectures: () => '/p/demo/architectures',
  architecture: ({ architecture }) => `/p/demo/architectures/${architecture}`,
  models: () => '/p/demo/models',
  model: ({ model }) => `/p/demo/models/${model}`,
  'try-it': ({ run }) => `/p/demo/runs/${run}/try`,
  sweeps: () => '/p/demo/sweeps',
  sweep: ({ sweep }) => `/p/demo/sweeps/${sweep}`,
  workers: () => '/p/demo/workers',
  'project-settings': () => '/p/demo/settings',
  settings: () => '/settings',
  features: ({ dataset, featureSet }) => `/p/demo/data/${dataset}/features/${featureSet}`,
};

describe('the pages of the demo project', () => {
  let browser: Browser;
  let places: DemoPlaces & AddedPlaces;

  beforeAll(async () => {
    await mkdir(FOLDER, { recursive: true });
    browser = await openBrowser();
    const demo = await vi.waitFor(findDemoPlaces, WAIT);
    places = { ...demo, ...(await addPlaces(demo)) };
    await vi.waitFor(() => waitForSweep(places.sweep), WAIT);
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
