import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AccountsStack, FIRST_ADMIN, startAccountsStack } from '../support/accounts-stack.js';
import { seriousFindings } from '../support/axe.js';
import { openBrowser, openPage } from '../support/browser.js';

let stack: AccountsStack;
let browser: Browser;
beforeAll(async () => {
  [stack, browser] = await Promise.all([startAccountsStack(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const ask = async (token: string) => {
  const response = await fetch(`${stack.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ projects { slug } }' }),
  });
  return { status: response.status, text: await response.text() };
};

const signIn = async (page: Page, password: string) => {
  await page.getByLabel('E-mail address').fill(FIRST_ADMIN.email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
};

it('lets a person in where they were going, makes a token that works until it is revoked, and out again', async () => {
  const { page, close } = await openPage(browser);
  await page.goto(`${stack.url}/settings`);
  await page.waitForURL(/\/login\?next=/);
  expect(await seriousFindings(page)).toEqual([]);
  await signIn(page, 'not this one at all');
  await page.getByText('do not go together').waitFor();
  await signIn(page, FIRST_ADMIN.password);
  await page.getByRole('heading', { name: 'Settings' }).waitFor();

  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByLabel('What it is for').fill('nightly');
  await page.getByLabel(/^Read reads/).check();
  await page.getByRole('button', { name: 'Make the token' }).click();
  const token = (await page.getByTestId('secret').textContent()) ?? '';
  expect(token).toMatch(/^vxb_/);
  expect(await ask(token)).toEqual({ status: 200, text: expect.stringContaining('"projects":[]') });
  await page.getByRole('button', { name: 'Done' }).click();
  expect(await page.content()).not.toContain(token);
  expect(await seriousFindings(page)).toEqual([]);

  await page.getByRole('button', { name: 'Revoke nightly' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('revoked', { exact: true }).waitFor();
  expect(await ask(token)).toEqual({ status: 401, text: expect.stringContaining('was revoked') });

  await page.getByRole('button', { name: /Signed in as/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/login$/);
  await page.goto(stack.url);
  await page.waitForURL(/\/login\?next=/);
  await close();
});

it('goes about by keyboard: pages, help, the palette; and shows a project’s members and audit', async () => {
  const { page, close } = await openPage(browser, { colorScheme: 'dark' });
  await page.goto(`${stack.url}/login`);
  await signIn(page, FIRST_ADMIN.password);
  await page.getByRole('button', { name: 'Create a project' }).click();
  await page.getByLabel('Name').fill('Voices');
  await page.getByRole('button', { name: 'Create project' }).click();
  await page.waitForURL(/\/p\/voices\/runs/);
  await page.getByRole('heading', { name: 'Runs' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press(',');
  await page.getByRole('heading', { name: 'Project settings' }).waitFor();
  await page.getByRole('cell', { name: FIRST_ADMIN.email }).waitFor();
  await page.getByRole('cell', { name: 'create project' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Search, or go to a page').fill('leader');
  await page.getByRole('option', { name: 'Leaderboard' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/p\/voices\/leaderboard/);
  await close();
});

it('says when the API is away and goes on by itself when it is back', async () => {
  const { page, close } = await openPage(browser);
  await page.goto(`${stack.url}/login`);
  await signIn(page, FIRST_ADMIN.password);
  await page.waitForURL(/\/p\/voices\/runs/);
  await page.getByRole('heading', { name: 'Runs' }).waitFor();
  await page.context().setOffline(true);
  await page.getByText('No connection to the Voxboard API').waitFor();
  await page.context().setOffline(false);
  await page.getByText('No connection to the Voxboard API').waitFor({ state: 'detached' });
  expect(page.url()).toMatch(/\/p\/voices\/runs/);
  await close();
});
