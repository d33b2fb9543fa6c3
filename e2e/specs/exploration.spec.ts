import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { graphql } from '../support/api.js';
import { seriousFindings } from '../support/axe.js';
import { openBrowser, openPage } from '../support/browser.js';

interface JobState {
  readonly status: string;
  readonly error: string | null;
}

// What only a browser shows of recordings and features: pictures that are drawn, sounds that play, work that stops.
describe('the explorer of recordings and features', () => {
  let browser: Browser;
  let page: Page;
  let close: () => Promise<void>;
  let datasetId: string;
  let versionId: string;
  let clipId: string;
  let featureSetId: string;
  const at = (path: string) => `${inject('baseUrl')}/p/explore/data/${datasetId}${path}`;

  /** Asks until the job has ended. */
  const ended = async (read: () => Promise<JobState>): Promise<void> => {
    await vi.waitFor(async () => expect((await read()).status).not.toMatch(/QUEUED|RUNNING/), {
      timeout: 90_000,
      interval: 300,
    });
    const { status, error } = await read();
    expect({ status, error }).toEqual({ status: 'READY', error: null });
  };

  beforeAll(async () => {
    await graphql('mutation { createProject(input: { slug: "explore", name: "Explore" }) { __typename } }');
    const { importDataset } = await graphql<{ importDataset: { import: { id: string }; dataset: { id: string } } }>(
      `mutation ($source: String!) { importDataset(input: { projectSlug: "explore", name: "Voices", source: $source }) {
        ... on ImportDatasetSuccess { import { id } dataset { id } } } }`,
      { source: inject('corpusDir') },
    );
    datasetId = importDataset.dataset.id;
    await ended(async () => {
      const query = 'query ($id: ID!) { datasetImport(id: $id) { status error } }';
      return (await graphql<{ datasetImport: JobState }>(query, { id: importDataset.import.id })).datasetImport;
    });
    const { dataset } = await graphql<{
      dataset: { latestVersion: { id: string; clips: { nodes: { id: string }[] } } };
    }>('query ($id: ID!) { dataset(id: $id) { latestVersion { id clips(first: 1) { nodes { id } } } } }', {
      id: datasetId,
    });
    versionId = dataset.latestVersion.id;
    clipId = dataset.latestVersion.clips.nodes[0]?.id ?? '';
    browser = await openBrowser();
    ({ page, close } = await openPage(browser));
  });
  afterAll(async () => {
    await browser?.close();
  });

  const compute = async (preset: string): Promise<string> => {
    const { computeFeatureSet } = await graphql<{ computeFeatureSet: { featureSet: { id: string } } }>(
      'mutation ($input: ComputeFeatureSetInput!) { computeFeatureSet(input: $input) { ... on ComputeFeatureSetSuccess { featureSet { id } } } }',
      { input: { datasetVersionId: versionId, preset } },
    );
    return computeFeatureSet.featureSet.id;
  };

  /** How many colours a canvas holds: a blank one has one. */
  const colourCount = (nth: number) =>
    page
      .getByTestId('spectrogram')
      .nth(nth)
      .evaluate((canvas: HTMLCanvasElement) => {
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
        const colours = new Set<number>();
        for (let i = 0; i < pixels.length; i += 4)
          colours.add(Number(pixels[i]) * 65_536 + Number(pixels[i + 1]) * 256);
        return colours.size;
      });

  test('draws the recording and each augmented row, and plays an augmented one', async () => {
    await page.goto(at(`/clips/${clipId}?recipe=study-162`));
    const row = page.getByRole('figure', { name: 'noise' });
    await row.getByTestId('spectrogram').waitFor();
    await expect.poll(() => page.getByTestId('spectrogram').count()).toBe(4);
    for (const nth of [0, 1, 2, 3]) await expect.poll(() => colourCount(nth)).toBeGreaterThan(20);
    await row.getByText(/noise: level/).waitFor();
    await row.getByRole('button', { name: 'Play noise' }).click();
    const place = row.getByRole('slider');
    await expect.poll(async () => Number(await place.getAttribute('aria-valuenow'))).toBeGreaterThan(0.05);
  });

  test('moves through a sound with the arrow keys and says what is there', async () => {
    const place = page.getByRole('figure', { name: 'plain' }).getByRole('slider');
    await place.focus();
    for (let i = 0; i < 8; i++) await place.press('ArrowRight');
    expect(Number(await place.getAttribute('aria-valuenow'))).toBeCloseTo(0.8, 1);
    expect(await place.getAttribute('aria-valuetext')).toMatch(/0\.8 s: peak .* strongest at/);
  });

  test('cancels a computation from its page, and computes it again from there', async () => {
    featureSetId = await compute('study-hybrid-166');
    await page.goto(at(`/features/${featureSetId}`));
    await page
      .getByText(/clips\/s/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('The computation was canceled').waitFor();
    await page.getByRole('button', { name: 'Compute again' }).click();
    await page
      .getByText(/had been computed before/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('The computation was canceled').waitFor();
  });

  test('shows a feature set as points, histograms and figures once it is ready', async () => {
    featureSetId = await compute('study-162-plain');
    await page.goto(at(`/features/${featureSetId}`));
    const chart = page.getByRole('application');
    await chart.waitFor();
    expect(await chart.locator('path').count()).toBe(128);
    await page.getByRole('radio', { name: 'Gender' }).click();
    await page.waitForURL('**by=GENDER**');
    await page.getByRole('button', { name: 'mfcc.1', exact: true }).click();
    await page
      .getByRole('figure')
      .filter({ hasText: 'mfcc.1' })
      .getByRole('img', { name: /^female: .* median/ })
      .waitFor();
    await chart.focus();
    await chart.press('ArrowRight');
    await chart.press('Enter');
    await page.waitForURL('**/clips/**');
  });

  test('downloads the features as a table', async () => {
    await page.goto(at(`/features/${featureSetId}`));
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: /Features \(\.csv\)/ }).click();
    expect((await download).suggestedFilename()).toBe('study-162-plain.csv');
  });

  test.each(['', '/clips', '/features'])('finds no serious accessibility problem on the page %s', async (kind) => {
    const id = kind === '/clips' ? clipId : featureSetId;
    await page.goto(at(kind === '' ? '' : `${kind}/${id}`));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('figure').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  test.each(['', '/clips', '/features'])('the page %s fits a phone: nothing scrolls sideways', async (kind) => {
    const id = kind === '/clips' ? clipId : featureSetId;
    const phone = await openPage(browser, { width: 390, colorScheme: 'dark' });
    await phone.page.goto(at(kind === '' ? '' : `${kind}/${id}`));
    await phone.page.getByRole('figure').first().waitFor();
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await phone.close();
  });

  test('ended all that without an error in the page', async () => {
    await close();
  });
});
