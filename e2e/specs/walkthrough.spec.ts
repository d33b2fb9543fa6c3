import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { graphql } from '../support/api.js';
import { seriousFindings } from '../support/axe.js';
import { openBrowser, openPage } from '../support/browser.js';

// One story, in order: from an empty installation to a leaderboard. Each step uses what the one before it left.
describe('a team on a fresh installation', () => {
  let browser: Browser;
  let page: Page;
  let close: () => Promise<void>;
  const at = (path: string) => `${inject('baseUrl')}/p/voices${path}`;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page, close } = await openPage(browser));
  });
  afterAll(async () => {
    await browser?.close();
  });

  test('makes its first project from the empty page', async () => {
    await page.goto(inject('baseUrl'));
    await page
      .getByRole('button', { name: /project/i })
      .first()
      .click();
    await page.getByRole('dialog').getByLabel('Name').fill('Voices');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /create/i })
      .click();
    await page.waitForURL('**/p/voices/**');
  });

  test('imports recordings and watches the import end', async () => {
    await page.goto(at('/data'));
    await page
      .getByRole('button', { name: /import/i })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Synthetic');
    await dialog.getByRole('radio', { name: 'The server' }).click();
    await dialog.getByLabel('Folder or zip').fill(inject('corpusDir'));
    await dialog.getByRole('button', { name: 'Import' }).click();
    await page.getByText('128', { exact: true }).first().waitFor();
  });

  test('is told what is wrong with a path that does not exist', async () => {
    const { importDataset } = await graphql<{ importDataset: { import: { id: string } } }>(
      `mutation { importDataset(input: { projectSlug: "voices", name: "Nothing", source: "/nowhere/at/all" }) {
        ... on ImportDatasetSuccess { import { id } } } }`,
    );
    expect(importDataset.import.id).toBeTruthy();
    await page.goto(at('/data'));
    await page.getByText('There is no folder or file at /nowhere/at/all', { exact: false }).first().waitFor();
  });

  test('computes features from the dataset page', async () => {
    await page.goto(at('/data'));
    await page.getByRole('link', { name: 'Synthetic' }).first().click();
    await page
      .getByRole('button', { name: /compute features/i })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('study-162-plain').click();
    await dialog.getByRole('button', { name: /compute/i }).click();
    await page.getByText('study-162-plain').first().waitFor();
    await page
      .getByRole('link', { name: /train on it/i })
      .first()
      .waitFor();
  });

  test('launches two experiments from the form and watches them finish without reloading', async () => {
    await page.goto(at('/launch'));
    await page.getByRole('radio', { name: /^Gender/ }).check();
    // The form starts from a choice that fits; this story makes its own.
    const chosen = page.getByRole('checkbox', { checked: true });
    while ((await chosen.count()) > 0) await chosen.first().uncheck();
    await page.getByRole('checkbox', { name: /^gender-features/ }).check();
    await page.getByRole('checkbox', { name: /^lda/ }).check();
    await page.getByRole('radio', { name: /^by-speaker/ }).check();
    await page.getByRole('textbox', { name: 'Folds' }).fill('2');
    await page.getByRole('textbox', { name: 'Epochs' }).fill('8');
    await page.getByText('4 runs').first().waitFor();
    await page.getByRole('complementary', { name: 'Summary' }).getByRole('button', { name: 'Launch' }).click();
    await page.waitForURL('**/runs**');
    await page.getByRole('img', { name: 'Finished' }).nth(3).waitFor();
  });

  test('reads curves, matrix and wrong predictions on a run page', async () => {
    await page.goto(at('/runs'));
    await page
      .getByRole('link', { name: /gender-features/ })
      .first()
      .click();
    await page.waitForURL('**/runs/**');
    await page.getByRole('heading', { name: 'Confusion matrix, test' }).waitFor();
    await page.locator('[aria-roledescription=chart]').first().waitFor();
    await page.waitForFunction(() => document.title.includes('gender-features'));
    await page
      .getByRole('button', { name: /in full screen/ })
      .first()
      .click();
    const drawn = await page.locator('figure:fullscreen [aria-roledescription=chart]').boundingBox();
    expect(drawn?.height, 'the chart fills the screen').toBeGreaterThan(500);
    await page
      .getByRole('button', { name: /in full screen/ })
      .first()
      .click();
    await page.getByRole('tab', { name: 'Predictions' }).click();
    await page.getByRole('row').nth(1).waitFor();
  });

  test('compares two runs picked in the table', async () => {
    await page.goto(at('/runs'));
    const boxes = page.getByRole('row').getByRole('checkbox');
    // The two newest belong to the linear model, which has no curve.
    await boxes.nth(3).check();
    await boxes.nth(4).check();
    await page.getByRole('toolbar', { name: 'Selected runs' }).getByRole('link', { name: 'Compare' }).click();
    await page.waitForURL(/\/compare\?(ids|runs)=/);
    await page.getByRole('heading', { name: 'Final metrics' }).waitFor();
    await page.getByRole('heading', { name: 'Confusion on the test part' }).waitFor();
    await page.locator('[aria-roledescription=chart]').first().waitFor();
  });

  test('reads the leaderboard: both experiments, ranked, beside chance and majority', async () => {
    await page.goto(at('/leaderboard'));
    await page.getByText('gender-features', { exact: false }).first().waitFor();
    await page.getByText('lda', { exact: false }).first().waitFor();
    await page
      .getByText(/chance/i)
      .first()
      .waitFor();
    await page
      .getByText(/majority/i)
      .first()
      .waitFor();
  });

  test('sees a canceled run as canceled', async () => {
    const launched = await launchLong();
    await page.goto(at(`/runs/${launched}`));
    await page
      .getByRole('button', { name: /cancel/i })
      .first()
      .click();
    await page.getByText('Canceled').first().waitFor();
  });

  test.each(['/runs', '/launch', '/data', '/leaderboard'])(
    'finds no serious accessibility problem on %s',
    async (path) => {
      await page.goto(at(path));
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    },
  );

  test('a tab that is asked for is in sight on a phone', async () => {
    const phone = await openPage(browser, { width: 390 });
    await phone.page.goto(at('/runs/latest?tab=audit'));
    const tab = phone.page.getByRole('tab', { name: 'Audit' });
    await tab.waitFor();
    expect((await tab.boundingBox())?.x).toBeLessThan(390);
    await phone.close();
  });

  test.each(['/runs', '/launch', '/data', '/leaderboard'])(
    '%s fits a phone: nothing scrolls sideways',
    async (path) => {
      const phone = await openPage(browser, { width: 390, colorScheme: 'dark' });
      await phone.page.goto(at(path));
      await phone.page.getByRole('heading', { level: 1 }).waitFor();
      expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await phone.close();
    },
  );

  test('ended all that without an error in the page', async () => {
    await close();
  });
});

async function launchLong(): Promise<string> {
  const { project } = await graphql<{
    project: {
      architectures: { id: string; name: string }[];
      datasets: { nodes: { name: string; latestVersion: { featureSets: { id: string }[] } | null }[] };
    };
  }>(
    `{ project(slug: "voices") { architectures { id name }
      datasets { nodes { name latestVersion { featureSets { id } } } } } }`,
  );
  const architecture = project.architectures.find(({ name }) => name === 'gender-features');
  const featureSet = project.datasets.nodes.find(({ name }) => name === 'Synthetic')?.latestVersion?.featureSets[0];
  const { launchExperiment } = await graphql<{ launchExperiment: { runs: { id: string }[] } }>(
    `mutation ($input: LaunchExperimentInput!) { launchExperiment(input: $input) {
      ... on LaunchExperimentSuccess { runs { id } } ... on UserError { message } } }`,
    {
      input: {
        projectSlug: 'voices',
        name: 'Endless',
        task: 'GENDER',
        featureSetId: featureSet?.id,
        architectureId: architecture?.id,
        protocol: { name: 'by-speaker', foldCount: 2 },
        folds: [0],
        hyperparameters: { epochs: 9000 },
      },
    },
  );
  const [run] = launchExperiment.runs;
  if (!run) throw new Error('nothing was launched');
  return run.id;
}
