import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { graphql } from '../support/api.js';
import { seriousFindings } from '../support/axe.js';
import { openBrowser, openPage } from '../support/browser.js';

const WAIT = { timeout: 120_000, interval: 300 };
const OWN = {
  class_name: 'Sequential',
  config: {
    name: 'own',
    layers: [
      { class_name: 'InputLayer', config: { name: 'in', batch_input_shape: [null, 162] } },
      { class_name: 'Dense', config: { name: 'hidden', units: 16, activation: 'relu' } },
      { class_name: 'Dense', config: { name: 'head', units: 2, activation: 'softmax' } },
    ],
  },
};

// What only a browser shows of architectures and models: the editor, the registry, and a model that hears a voice here.
describe('architectures and models', () => {
  let browser: Browser;
  let page: Page;
  let close: () => Promise<void>;
  let clip: string;
  const at = (path: string) => `${inject('baseUrl')}/p/models${path}`;

  beforeAll(async () => {
    await graphql('mutation { createProject(input: { slug: "models", name: "Models" }) { __typename } }');
    await graphql(
      `mutation ($source: String!) { importDataset(input: { projectSlug: "models", name: "Synthetic", source: $source }) { __typename } }`,
      { source: inject('corpusDir') },
    );
    const [actor = ''] = (await readdir(inject('corpusDir'))).filter((name) => name.startsWith('Actor')).sort();
    const [file = ''] = (await readdir(join(inject('corpusDir'), actor))).sort();
    clip = join(inject('corpusDir'), actor, file);
    browser = await openBrowser();
    ({ page, close } = await openPage(browser));
  });
  afterAll(async () => {
    await browser?.close();
  });

  test('an architecture is written as JSON, with the error at its layer, and drawn', async () => {
    await page.goto(at('/architectures/new'));
    const editor = page.getByLabel('Layers as JSON');
    // The network to begin with is there and checked: from now on the editor holds what is typed.
    await page.getByText(/\d+ layers?; tells \d+ classes apart/).waitFor();
    await editor.fill(
      JSON.stringify(
        {
          ...OWN,
          config: {
            ...OWN.config,
            layers: [
              OWN.config.layers[0],
              { class_name: 'Conv1D', config: { name: 'conv', filters: 2, kernel_size: [3] } },
            ],
          },
        },
        null,
        2,
      ),
    );
    await page.getByText('Conv1D "conv": reads 2 axes a row, but gets [162]').waitFor();
    await page.getByText('Line 16', { exact: true }).waitFor();
    await editor.fill(JSON.stringify(OWN, null, 2));
    await page.getByText('3 layers; tells 2 classes apart.').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('own layers');
    await page.getByRole('button', { name: 'Create architecture' }).click();
    await page.waitForURL(/architectures\/[0-9a-f-]{36}/);
    await page.getByRole('cell', { name: '2,608' }).first().waitFor();
    const box = page.getByRole('group', { name: 'Diagram of own layers' }).getByRole('button');
    await box.first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/layer=hidden/);
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('a run is promoted from its page, and its alias found by programs', async () => {
    const runId = await train();
    await page.goto(at(`/runs/${runId}`));
    await page.getByRole('button', { name: 'Promote' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Model', { exact: true }).fill('gender');
    await dialog.getByLabel('Alias').fill('latest');
    await dialog.getByRole('button', { name: 'Promote' }).click();
    await dialog.getByText('cannot be aliases').waitFor();
    await dialog.getByLabel('Alias').fill('production');
    await dialog.getByRole('button', { name: 'Promote' }).click();
    await page.waitForURL(/models\/[0-9a-f-]{36}/);
    await page.getByText('production → 1').first().waitFor();
    const { modelByAlias } = await graphql<{ modelByAlias: { number: number; run: { id: string } } }>(
      '{ modelByAlias(projectSlug: "models", model: "gender", alias: "production") { number run { id } } }',
    );
    expect(modelByAlias).toEqual({ number: 1, run: { id: runId } });
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('the model hears a recording in the browser, and the server’s worker hears the same', async () => {
    await page.getByRole('link', { name: 'Try it' }).click();
    await page.getByText('Not for judging people').waitFor();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && !request.url().endsWith('/graphql')) sent.push(request.url());
    });
    await page.getByText('Choose or record a voice').waitFor();
    await page.getByLabel('Choose a file').setInputFiles(clip);
    await page.getByTestId('verdict').waitFor();
    expect(sent, 'nothing leaves the browser before somebody asks').toEqual([]);
    await page.getByText('in this browser (wasm)', { exact: false }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Send to the server' }).click();
    const answer = page.getByTestId('server-answer');
    await answer.waitFor();
    const difference = await answer.getAttribute('data-difference');
    expect(Number(difference || 'NaN')).toBeLessThanOrEqual(1e-4);
    await page.getByText('The recording is removed by', { exact: false }).waitFor();
    await page.getByRole('radio', { name: 'Table' }).click();
    await page.getByRole('table', { name: 'Probabilities over time' }).waitFor();
  });

  test('a file that is no recording is refused by name', async () => {
    await page.getByLabel('Choose a file').setInputFiles({
      name: 'broken.wav',
      mimeType: 'audio/wav',
      buffer: Buffer.from('RIFF\x04\0\0\0WAVE', 'latin1'),
    });
    await page.getByText('has no "fmt " chunk', { exact: false }).waitFor();
    await close();
  });

  /** A finished run of the architecture that the page made. */
  async function train(): Promise<string> {
    const version = await vi.waitFor(async () => {
      const { project } = await graphql<{
        project: { datasets: { nodes: { latestVersion: { id: string } | null }[] } };
      }>('{ project(slug: "models") { datasets { nodes { latestVersion { id } } } } }');
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
      '{ project(slug: "models") { architectures { id name } } }',
    );
    const input = {
      ...{ projectSlug: 'models', name: 'own', task: 'GENDER', featureSetId: computeFeatureSet.featureSet.id },
      architectureId: project.architectures.find(({ name }) => name === 'own layers')?.id,
      ...{ protocol: { name: 'by-speaker', foldCount: 2 }, hyperparameters: { epochs: 3 }, folds: [0] },
    };
    const runId = await vi.waitFor(async () => {
      const { launchExperiment } = await graphql<{
        launchExperiment: { runs?: { id: string }[]; message?: string };
      }>(
        `mutation ($input: LaunchExperimentInput!) { launchExperiment(input: $input) {
          ... on LaunchExperimentSuccess { runs { id } } ... on UserError { message } } }`,
        { input },
      );
      const [run] = launchExperiment.runs ?? [];
      if (!run) throw new Error(launchExperiment.message);
      return run.id;
    }, WAIT);
    await vi.waitFor(async () => {
      const { run } = await graphql<{ run: { status: string } }>('query ($id: ID!) { run(id: $id) { status } }', {
        id: runId,
      });
      expect(run.status).toBe('FINISHED');
    }, WAIT);
    return runId;
  }
});
