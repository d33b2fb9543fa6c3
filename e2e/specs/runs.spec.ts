import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { graphql } from '../support/api.js';
import { seriousFindings } from '../support/axe.js';
import { openBrowser, openPage } from '../support/browser.js';

const RUNS = 30;

// A table of runs that a script logged, as somebody finds the good ones in it.
describe('the table of runs', () => {
  let browser: Browser;
  let page: Page;
  let close: () => Promise<void>;
  const at = (path: string) => `${inject('baseUrl')}/p/table${path}`;
  const rows = () => page.locator('tr[data-row=run]');

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page, close } = await openPage(browser));
    await graphql(
      'mutation { createProject(input: {slug: "table", name: "Table"}) { __typename ... on UserError { message } } }',
    );
    for (let n = 0; n < RUNS; n++) {
      await graphql(
        `mutation ($input: CreateRunInput!) { createRun(input: $input) { __typename ... on UserError { message } } }`,
        {
          input: {
            projectSlug: 'table',
            experiment: 'logged',
            name: `run ${String(n).padStart(2, '0')}`,
            params: { width: 64 * (1 + (n % 3)) },
            tags: n < 4 ? ['baseline'] : [],
          },
        },
      );
    }
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
  });

  test('is filtered by a line, which chips follow and the address keeps', async () => {
    await page.goto(at('/runs'));
    await page.getByText(`${RUNS} runs`).first().waitFor();
    const filter = page.getByRole('combobox', { name: 'Filter runs' });
    await filter.fill('params.width = 128 and status = running');
    await page.getByText('10 runs match').waitFor();
    await page.getByRole('button', { name: 'Clear the filter Status' }).waitFor();
    await page.reload();
    await page.getByText('10 runs match').waitFor();
    await page.getByRole('button', { name: 'Clear the filter Status' }).click();
    expect(await filter.inputValue()).toBe('params.width = 128');
  });

  test('points at a mistake', async () => {
    await page.getByRole('combobox', { name: 'Filter runs' }).fill('stauts = failed');
    await page.keyboard.press('Escape');
    // Where it can be read: the head of the table lies below it.
    await page.getByText('Did you mean "status"?').click({ trial: true });
  });

  test('shows a parameter, and sorts by it', async () => {
    await page.goto(at('/runs?columns=params.width|created'));
    await page.getByRole('button', { name: 'width', exact: true }).click();
    await page.waitForURL('**sort=params.width**');
    await page.locator('tr[aria-rowindex="2"]').getByText('64', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'width', exact: true }).click();
    await page.locator('tr[aria-rowindex="2"]').getByText('192', { exact: true }).waitFor();
  });

  test('tags several runs at once, and undoes it', async () => {
    await page.goto(at('/runs?q=tag:baseline'));
    await page.getByText('4 runs match').waitFor();
    for (const name of ['run 00', 'run 01']) await page.getByRole('checkbox', { name: `Select ${name}` }).click();
    const bar = page.getByRole('toolbar', { name: 'Selected runs' });
    await bar.getByRole('button', { name: 'Tag' }).click();
    await bar.getByLabel('Tags').fill('baseline');
    await bar.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('2 runs match').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('4 runs match').waitFor();
  });

  test('keeps a view by name', async () => {
    await page.goto(at('/runs?q=tag:baseline'));
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByLabel('Name of a new view').fill('Only baselines');
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.waitForURL('**view=only-baselines**');
    await page.goto(at('/runs'));
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('button', { name: 'Only baselines', exact: true }).click();
    await page.getByText('4 runs match').waitFor();
  });

  test('selects a range with Shift, and opens the eyes of the first five', async () => {
    await page.goto(at('/runs'));
    const boxes = page.getByRole('row').getByRole('checkbox');
    await boxes.nth(2).click();
    await boxes.nth(5).click({ modifiers: ['Shift'] });
    await page.getByText('4 runs selected').waitFor();
    await page.getByRole('button', { name: 'Which runs charts draw' }).click();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('menuitem', { name: 'Draw the first 5' }).click();
    await page.getByRole('link', { name: 'Charts of 5' }).waitFor();
  });

  test('brings back from the trash what was deleted', async () => {
    await page.goto(at('/runs?q=tag:baseline'));
    await page.getByRole('checkbox', { name: 'Select run 00' }).click();
    await page.getByRole('toolbar', { name: 'Selected runs' }).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('3 runs match').waitFor();
    await page.goto(at('/trash'));
    await page.getByRole('button', { name: 'Restore run 00' }).click();
    await page.getByText('run 00 is back.').waitFor();
    await page.getByText('The trash is empty').waitFor();
  });

  test('sums runs up in groups', async () => {
    await page.goto(at('/runs?group=params.width'));
    await page.getByRole('button', { name: '192', exact: true }).click();
    await page.getByText('10 runs match').waitFor();
    expect(await rows().count()).toBe(10);
  });

  test('has no serious accessibility findings, and threw no error', async () => {
    expect(await seriousFindings(page)).toEqual([]);
    await close();
  });
});
