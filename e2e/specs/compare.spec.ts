import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { graphql } from '../support/api.js';
import { seriousFindings } from '../support/axe.js';
import { openBrowser, openPage } from '../support/browser.js';

const WAIT = { timeout: 90_000, interval: 300 };
const STEPS = 6000;
/** The step at which the first run's loss has a spike: one point of thousands. */
const SPIKE = 3456;

// What only a browser shows of curves and comparisons: what is drawn, dragged over, read with keys, and heard.
describe('curves, runs and comparisons', () => {
  let browser: Browser;
  let page: Page;
  let close: () => Promise<void>;
  let logged: string[];
  let trained: string[];
  const at = (path: string) => `${inject('baseUrl')}/p/curves${path}`;
  const chart = () => page.getByRole('application').first();

  beforeAll(async () => {
    await graphql('mutation { createProject(input: { slug: "curves", name: "Curves" }) { __typename } }');
    logged = [await logRun('calm', 1), await logRun('wild', 2)];
    trained = await trainTwo();
    browser = await openBrowser();
    ({ page, close } = await openPage(browser));
  });
  afterAll(async () => {
    await browser?.close();
  });

  test('a drag reads the part that was chosen again, at finer resolution', async () => {
    await page.goto(at(`/compare?runs=${logged.join(',')}&keys=loss`));
    await chart().waitFor();
    const asked: unknown[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/graphql') && request.postData()?.includes('query Series')) {
        asked.push(JSON.parse(request.postData() ?? '{}').variables);
      }
    });
    const box = await chart().boundingBox();
    if (!box) throw new Error('no chart');
    await page.mouse.move(box.x + box.width * 0.4, box.y + 80);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 80);
    await page.mouse.move(box.x + box.width * 0.7, box.y + 80);
    await page.mouse.up();
    await vi.waitFor(() => expect(asked).toHaveLength(1), WAIT);
    const { fromStep, toStep } = asked[0] as { fromStep: number; toStep: number };
    expect(fromStep).toBeGreaterThan(STEPS * 0.2);
    expect(toStep).toBeLessThan(STEPS * 0.9);
    await page.waitForURL(/zoom=/);
    await page.getByRole('button', { name: 'Show all of loss' }).click();
    await page.waitForURL((url) => !url.searchParams.has('zoom'));
  });

  test('a chart is read and zoomed with keys alone, and shows the same as a table', async () => {
    await page.goto(at(`/compare?runs=${logged.join(',')}&keys=loss`));
    await chart().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    const spoken = page.locator('[aria-live=polite]').filter({ hasText: /^step [\d,]+: calm.+; wild/ });
    await spoken.first().waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowDown');
    await page
      .locator('[aria-live=polite]')
      .filter({ hasText: /^step [\d,]+: calm, training [\d.]+/ })
      .first()
      .waitFor({ state: 'attached' });
    await page.keyboard.press('+');
    await page.waitForURL(/zoom=/);
    await page.keyboard.press('0');
    await page.waitForURL((url) => !url.searchParams.has('zoom'));
    await page.getByRole('button', { name: 'Show as a table' }).first().click();
    await page.getByRole('table', { name: 'loss' }).getByRole('row').nth(2).waitFor();
    // The spike of one step is in the range of its stretch of steps.
    await page
      .getByRole('cell', { name: /\d–99\)/ })
      .first()
      .waitFor();
  });

  test('runs that differ show how, and an eye takes one out of the charts', async () => {
    await page.goto(at(`/compare?runs=${logged.join(',')}&keys=loss`));
    await page.getByRole('table', { name: 'Parameters' }).getByRole('row', { name: /rate/ }).waitFor();
    await page.getByRole('button', { name: /Measure the others against wild/ }).click();
    await page.getByText('Differences are to wild.').waitFor();
    await page.getByRole('button', { name: 'Do not draw calm' }).click();
    await page.waitForURL(/eyes=1/);
    await vi.waitFor(async () => expect(await chart().getAttribute('aria-label')).not.toContain('calm'), WAIT);
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('two results on the same clips are compared in words, and what they differ on can be played', async () => {
    await page.goto(at(`/compare?experiments=${trained.join(',')}`));
    await page.getByRole('heading', { name: 'Is the difference real?' }).waitFor();
    await page
      .getByText(/told apart/)
      .first()
      .waitFor();
    await page.getByRole('heading', { name: 'Clips they differ on' }).waitFor();
    await page.getByRole('radio', { name: 'Both wrong' }).click();
    await page.getByRole('radio', { name: 'Difference', exact: true }).click();
    await page.getByRole('table', { name: /difference to the reference/ }).waitFor();
    await page.getByRole('heading', { name: 'Architectures' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('a cell of the matrix opens its clips, with a player', async () => {
    const { experiment } = await graphql<{ experiment: { runs: { nodes: { id: string }[] } } }>(
      'query ($id: ID!) { experiment(id: $id) { runs(first: 1) { nodes { id } } } }',
      { id: trained[0] },
    );
    await page.goto(at(`/runs/${experiment.runs.nodes[0]?.id}?tab=evaluation`));
    await page
      .getByRole('button', { name: /heard as .*: [1-9]/ })
      .first()
      .click();
    const sheet = page.getByRole('dialog');
    await sheet
      .getByRole('button', { name: /^Play / })
      .first()
      .click();
    await sheet.getByRole('region', { name: 'Player' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { name: 'Speakers' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await close();
  });

  test('neither page is wider than a phone', async () => {
    const phone = await openPage(browser, { width: 390 });
    for (const path of [`/compare?runs=${logged.join(',')}`, `/runs/${logged[0]}`]) {
      await phone.page.goto(at(path));
      await phone.page.getByRole('application').first().waitFor();
      expect(await phone.page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
    }
    await phone.close();
  });
});

/** A finished run of a script with thousands of points, one of them a spike. */
async function logRun(name: string, seed: number): Promise<string> {
  const { createRun } = await graphql<{ createRun: { run: { id: string } } }>(
    `mutation ($input: CreateRunInput!) { createRun(input: $input) { ... on CreateRunSuccess { run { id } } } }`,
    { input: { projectSlug: 'curves', experiment: name, name, seed, params: { rate: seed / 100, epochs: 3 } } },
  );
  const steps = Array.from({ length: STEPS }, (_, step) => step);
  const values = steps.map((step) => (step === SPIKE ? 99 : 1 + seed / 10 + Math.sin(step / (50 * seed)) / 10));
  await graphql('mutation ($input: LogMetricsInput!) { logMetrics(input: $input) { __typename } }', {
    input: { runId: createRun.run.id, columns: [{ key: 'loss', split: 'TRAIN', steps, values }] },
  });
  await graphql('mutation ($input: FinishRunInput!) { finishRun(input: $input) { __typename } }', {
    input: { runId: createRun.run.id, status: 'FINISHED' },
  });
  return createRun.run.id;
}

/** Two experiments with linear models, trained and tested on unheard voices. */
async function trainTwo(): Promise<string[]> {
  await graphql(
    `mutation ($source: String!) { importDataset(input: { projectSlug: "curves", name: "Synthetic", source: $source }) { __typename } }`,
    { source: inject('corpusDir') },
  );
  const version = await vi.waitFor(async () => {
    const { project } = await graphql<{ project: { datasets: { nodes: { latestVersion: { id: string } | null }[] } } }>(
      '{ project(slug: "curves") { datasets { nodes { latestVersion { id } } } } }',
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
  const { project } = await graphql<{ project: { architectures: { id: string; name: string }[] } }>(
    '{ project(slug: "curves") { architectures { id name } } }',
  );
  const architectureId = project.architectures.find(({ name }) => name === 'lda')?.id;
  const launched: string[] = [];
  for (const [name, hyperparameters] of Object.entries({ first: {}, second: { epochs: 2 } })) {
    const input = {
      ...{ projectSlug: 'curves', name, task: 'EMOTION', featureSetId: computeFeatureSet.featureSet.id },
      ...{ architectureId, protocol: { name: 'by-speaker', foldCount: 2 }, hyperparameters },
    };
    launched.push(
      await vi.waitFor(async () => {
        const { launchExperiment: answer } = await graphql<{
          launchExperiment: { experiment?: { id: string }; message?: string };
        }>(
          `mutation ($input: LaunchExperimentInput!) { launchExperiment(input: $input) {
            ... on LaunchExperimentSuccess { experiment { id } } ... on UserError { message } } }`,
          { input },
        );
        if (!answer.experiment) throw new Error(answer.message);
        return answer.experiment.id;
      }, WAIT),
    );
  }
  await vi.waitFor(async () => {
    const { experiments } = await graphql<{ experiments: { runCounts: { finished: number } }[] }>(
      'query ($ids: [ID!]!) { experiments(ids: $ids) { runCounts { finished } } }',
      { ids: launched },
    );
    expect(experiments.map(({ runCounts }) => runCounts.finished)).toEqual([2, 2]);
  }, WAIT);
  return launched;
}
