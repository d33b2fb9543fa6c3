import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { graphql } from '../support/api.js';
import { seriousFindings } from '../support/axe.js';
import { openBrowser, openPage } from '../support/browser.js';

const WAIT = { timeout: 120_000, interval: 500 };

// A board with one honest experiment on it, as a manager and a paper's author use it.
describe('a leaderboard', () => {
  let browser: Browser;
  let page: Page;
  let close: () => Promise<void>;
  let experimentId: string;
  const at = (path: string) => `${inject('baseUrl')}/p/boards${path}`;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page, close } = await openPage(browser));
    experimentId = await trainOne();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
  });

  test('says in sentences what was measured, and draws place and interval', async () => {
    await page.goto(at('/leaderboard'));
    await page.getByText('voices it had never heard', { exact: false }).first().waitFor();
    await page.getByText('guessing gives 50.0 %', { exact: false }).first().waitFor();
    await page.getByRole('img', { name: 'place 1 of 1' }).waitFor();
    await page.getByRole('cell', { name: 'linear baseline', exact: false }).first().waitFor();
  });

  test('keeps the score and the day in its address', async () => {
    await page.getByLabel('Ranked by').selectOption('MACRO_F1');
    await page.waitForURL('**metric=MACRO_F1**');
    await page.getByRole('columnheader', { name: 'Macro F1' }).first().waitFor();
    await page.getByLabel('As of').fill('2020-01-01');
    await page.waitForURL('**asOf=**');
    await page.getByText('Nothing was measured then').waitFor();
    await page.reload();
    await page.getByText('Nothing was measured then').waitFor();
  });

  test('refuses 61 for 61 per cent where it was written, and takes .61', async () => {
    await page.goto(at('/leaderboard'));
    await page.getByRole('button', { name: 'Add a published figure' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Result', { exact: true }).fill('A paper’s network');
    await dialog.getByLabel('Source', { exact: true }).fill('A. Author, 2026');
    await dialog.getByLabel('UAR', { exact: true }).fill('61');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('did you mean 0.61', { exact: false }).first().waitFor();
    await dialog.getByLabel('UAR', { exact: true }).fill('0.61');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'Published elsewhere' }).getByText('A paper’s network').waitFor();
    // Beside the board, not on it: the only place is still the experiment's own.
    await page.getByRole('img', { name: 'place 1 of 1' }).waitFor();
  });

  test('can be taken along as a file and as a badge, from the page’s own origin', async () => {
    await page.goto(at('/leaderboard'));
    await page.getByRole('button', { name: 'Export' }).click();
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('menuitem', { name: 'JSON for a program' }).click(),
    ]);
    const board = await (await fetch(opened.url())).json();
    await opened.close();
    expect(board).toMatchObject({ format: 'voxboard-board', entries: [{ list: 'RANKED', rank: 1 }] });
    const badge = await (await fetch(`${inject('baseUrl')}/badges/${experimentId}.svg`)).text();
    expect(badge).toContain('gender · by-speaker: UAR');
  });

  test('can be saved as a picture for a slide', async () => {
    await page.goto(at('/leaderboard'));
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Picture, PNG' }).click(),
    ]);
    const png = await readFile(await download.path());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(2000);
  });

  test('stands in another page without the frame around it, and prints without navigation', async () => {
    await page.goto(`${inject('baseUrl')}/embed/p/boards/leaderboard`);
    await page.getByRole('img', { name: 'place 1 of 1' }).waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    await page.goto(at('/leaderboard'));
    await page.getByRole('img', { name: 'place 1 of 1' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation', { name: 'Project' }).first().isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Export' }).isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
  });

  test('shows how much of the score is the split, after one click', async () => {
    await page.goto(at(`/experiments/${experimentId}`));
    await page.getByRole('button', { name: 'Run what is missing' }).click();
    await page.getByText('when the voices are known from training', { exact: false }).waitFor({ timeout: 120_000 });
    await page.getByText('at random as the study did', { exact: false }).waitFor({ timeout: 120_000 });
  });

  test('starts from a template: cheap parts chosen, costly ones with their time, impossible ones with their reason', async () => {
    await page.goto(at('/templates'));
    const study = page.getByRole('group', { name: 'Experiments of Reproduce the study' });
    await study.getByRole('checkbox', { name: /^gender-features, split as the study did/ }).waitFor();
    const chosen = study.getByRole('checkbox', { checked: true });
    expect(await chosen.count()).toBe(4);
    await study
      .getByText(/100 epochs × .* rows × .* ms a row/)
      .first()
      .waitFor();
    await study.getByText('The study: 97.6 % accuracy', { exact: false }).waitFor();
  });

  test('has no serious accessibility problem and fits a phone', async () => {
    const paths = ['/leaderboard', '/templates', `/experiments/${experimentId}`];
    const phone = await openPage(browser, { width: 390, colorScheme: 'dark' });
    for (const path of paths) {
      await page.goto(at(path));
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await seriousFindings(page), path).toEqual([]);
      await phone.page.goto(at(path));
      await phone.page.getByRole('heading', { level: 1 }).waitFor();
      expect(await phone.page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
    }
    await phone.close();
    await close();
  });
});

/** A project whose linear model has been trained and tested on unheard voices; returns the experiment's id. */
async function trainOne(): Promise<string> {
  await graphql(`mutation { createProject(input: {slug: "boards", name: "Boards"}) { __typename } }`);
  await graphql(
    `mutation($source: String!) { importDataset(input: {projectSlug: "boards", name: "Synthetic", source: $source}) { __typename } }`,
    {
      source: inject('corpusDir'),
    },
  );
  const version = await vi.waitFor(async () => {
    const { project } = await graphql<{ project: { datasets: { nodes: { latestVersion: { id: string } | null }[] } } }>(
      '{ project(slug: "boards") { datasets { nodes { latestVersion { id } } } } }',
    );
    const id = project.datasets.nodes[0]?.latestVersion?.id;
    if (!id) throw new Error('not imported yet');
    return id;
  }, WAIT);
  const { computeFeatureSet } = await graphql<{ computeFeatureSet: { featureSet: { id: string } } }>(
    `mutation($version: ID!) { computeFeatureSet(input: {datasetVersionId: $version, preset: "study-162-plain"}) {
      ... on ComputeFeatureSetSuccess { featureSet { id } } } }`,
    { version },
  );
  const { project } = await graphql<{ project: { architectures: { id: string; name: string }[] } }>(
    '{ project(slug: "boards") { architectures { id name } } }',
  );
  const input = {
    projectSlug: 'boards',
    name: 'linear',
    task: 'GENDER',
    featureSetId: computeFeatureSet.featureSet.id,
    architectureId: project.architectures.find(({ name }) => name === 'lda')?.id,
    protocol: { name: 'by-speaker' },
  };
  const launched = await vi.waitFor(async () => {
    const { launchExperiment } = await graphql<{ launchExperiment: { experiment?: { id: string }; message?: string } }>(
      `mutation($input: LaunchExperimentInput!) { launchExperiment(input: $input) {
        ... on LaunchExperimentSuccess { experiment { id } } ... on UserError { message } } }`,
      { input },
    );
    if (!launchExperiment.experiment) throw new Error(launchExperiment.message);
    return launchExperiment.experiment.id;
  }, WAIT);
  await vi.waitFor(async () => {
    const { experiment } = await graphql<{ experiment: { runCounts: { finished: number }; plannedFolds: number } }>(
      `query($id: ID!) { experiment(id: $id) { plannedFolds runCounts { finished } } }`,
      { id: launched },
    );
    expect(experiment.runCounts.finished).toBe(experiment.plannedFolds);
  }, WAIT);
  return launched;
}
