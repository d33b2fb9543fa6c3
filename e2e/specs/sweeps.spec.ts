import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { graphql } from '../support/api.js';
import { seriousFindings } from '../support/axe.js';
import { openBrowser, openPage } from '../support/browser.js';

const WAIT = { timeout: 90_000, interval: 300 };

// What only a browser shows of sweeps: begun from the form, watched to its end, brushed, and an experiment deleted and back.
describe('sweeps and the trash', () => {
  let browser: Browser;
  let page: Page;
  let close: () => Promise<void>;
  const at = (path: string) => `${inject('baseUrl')}/p/sweeps${path}`;

  beforeAll(async () => {
    await graphql('mutation { createProject(input: { slug: "sweeps", name: "Sweeps" }) { __typename } }');
    await prepareFeatures();
    browser = await openBrowser();
    ({ page, close } = await openPage(browser));
  });
  afterAll(async () => {
    await close?.();
    await browser?.close();
  });

  test('a sweep is begun from the form and watched to its end, with a real worker', async () => {
    await page.goto(at('/launch?mode=sweep'));
    await page.getByRole('checkbox', { name: /^mlp/ }).check();
    await page
      .getByRole('checkbox', { name: /^emotion-features/ })
      .first()
      .uncheck();
    await page.getByLabel('Epochs', { exact: true }).fill('2');
    await page.getByLabel('Method').selectOption('RANDOM');
    await page.getByLabel('Trials, at most').fill('3');
    await page.getByLabel('Name', { exact: true }).fill('small search');
    await page.getByRole('button', { name: 'Begin the sweep' }).click();
    await page.waitForURL(/\/sweeps\/[0-9a-f-]{36}/);
    await page.getByText('Ended: All its trials have ended.').waitFor(WAIT);
    await page.getByRole('table', { name: 'Trials of this sweep' }).getByText('best').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('an axis is brushed with the keyboard, and the table and the address follow', async () => {
    const rows = () => page.getByRole('table', { name: 'Trials of this sweep' }).getByRole('row').count();
    const all = await rows();
    const axis = page.getByRole('slider', { name: 'Stretch of uar' });
    await axis.focus();
    for (let i = 0; i < 19; i++) await page.keyboard.press('ArrowUp');
    await page.waitForURL(/brush=/);
    expect(await rows()).toBeLessThan(all);
    await page.reload();
    await page.getByRole('table', { name: 'Trials of this sweep' }).waitFor();
    expect(await rows()).toBeLessThan(all);
    await page.getByRole('button', { name: /^Show all/ }).click();
    await vi.waitFor(async () => expect(await rows()).toBe(all), WAIT);
  });

  test('an experiment is deleted with an undo, and restored from its page', async () => {
    await page.getByRole('link', { name: 'Trial 1', exact: true }).first().click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page
      .getByRole('dialog')
      .getByText(/can be brought back for 7 days/)
      .waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('This experiment is in the trash').waitFor();
    const listed = async () =>
      (
        await graphql<{ project: { experiments: { nodes: object[] } } }>(
          '{ project(slug: "sweeps") { experiments { nodes { id } } } }',
        )
      ).project.experiments.nodes.length;
    expect(await listed()).toBe(2);
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('button', { name: 'Delete' }).waitFor();
    expect(await listed()).toBe(3);
  });

  test('the form is filled in from an experiment', async () => {
    await page.getByRole('link', { name: 'Edit and launch' }).click();
    await page.waitForURL(/experiment=/);
    await page.getByRole('checkbox', { name: /^mlp/, checked: true }).waitFor();
    expect(await page.getByLabel('Epochs', { exact: true }).inputValue()).toBe('2');
  });

  test('workers and the queue show who works, also on a narrow screen', async () => {
    await page.goto(at('/workers'));
    await page.getByRole('button', { name: 'Pause' }).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
});

async function prepareFeatures(): Promise<void> {
  await graphql(
    `mutation ($source: String!) { importDataset(input: { projectSlug: "sweeps", name: "Synthetic", source: $source }) { __typename } }`,
    { source: inject('corpusDir') },
  );
  const version = await vi.waitFor(async () => {
    const { project } = await graphql<{ project: { datasets: { nodes: { latestVersion: { id: string } | null }[] } } }>(
      '{ project(slug: "sweeps") { datasets { nodes { latestVersion { id } } } } }',
    );
    const id = project.datasets.nodes[0]?.latestVersion?.id;
    if (!id) throw new Error('not imported yet');
    return id;
  }, WAIT);
  const { computeFeatureSet } = await graphql<{ computeFeatureSet: { featureSet: { id: string } } }>(
    `mutation ($version: ID!) { computeFeatureSet(input: { datasetVersionId: $version, preset: "study-162-plain" }) {
      ... on ComputeFeatureSetSuccess { featureSet { id } } } }`,
    { version },
  );
  await vi.waitFor(async () => {
    const { featureSet } = await graphql<{ featureSet: { status: string } }>(
      'query ($id: ID!) { featureSet(id: $id) { status } }',
      { id: computeFeatureSet.featureSet.id },
    );
    expect(featureSet.status).toBe('READY');
  }, WAIT);
}
