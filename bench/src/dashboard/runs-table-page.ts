import { type BenchPage, MAX_WAIT_MS, type OpenPage } from './bench-page.js';

export interface TableTimes {
  /** From the request for the page until the run that must come first stands there, milliseconds, one a round. */
  readonly usableMs: readonly number[];
  /** From pressing a column's title until the run that must come first now stands there. */
  readonly sortMs: readonly number[];
  /** Of all frames drawn while scrolling, those in which some row in sight had nothing in it. */
  readonly blankShare: number;
  /** From a jump into the middle of the list until every row in sight is there. */
  readonly jumpMs: readonly number[];
}

/** Notes when a row with this text is the first of the table. */
const noteFirstRow = (name: string, text: string) => `
  const look${name} = () => {
    const row = document.querySelector('tr[aria-rowindex="2"][data-row=run]');
    const isThere = row !== null && row.textContent.includes(${JSON.stringify(text)});
    requestAnimationFrame(isThere ? () => { window.${name} = performance.now(); } : look${name});
  };
  requestAnimationFrame(look${name});`;

/** Watches rows while the list is scrolled by a wheel's steps: two screens a second, for four seconds. */
const SCROLL = `new Promise((done) => {
  const box = document.querySelector('section[aria-label=Runs]');
  let frames = 0, blank = 0;
  const began = performance.now();
  const step = () => {
    frames += 1;
    const edges = box.getBoundingClientRect();
    const rows = [...document.querySelectorAll('tr[data-row=blank]')].filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > edges.top && top < edges.bottom;
    });
    if (rows.length > 0) blank += 1;
    const passed = performance.now() - began;
    box.scrollTop = passed * 2 * box.clientHeight / 1000;
    if (passed < 4000) requestAnimationFrame(step); else done({ frames, blank });
  };
  requestAnimationFrame(step);
})`;

const JUMP = `new Promise((done) => {
  const box = document.querySelector('section[aria-label=Runs]');
  const began = performance.now();
  box.scrollTop = box.scrollHeight / 2 + Math.floor(began);
  const look = () => {
    const rows = document.querySelectorAll('tr[data-row]');
    const isThere = rows.length > 5 && document.querySelectorAll('tr[data-row=blank]').length === 0;
    requestAnimationFrame(isThere ? () => done(performance.now() - began) : look);
  };
  requestAnimationFrame(() => requestAnimationFrame(look));
})`;

/** Opens the table of a project's runs, ordered by a metric, and works with it. */
export async function measureTable(
  openPage: OpenPage,
  projectUrl: string,
  expected: { readonly best: string; readonly worst: string },
  rounds: number,
): Promise<TableTimes> {
  const times = { usableMs: [] as number[], sortMs: [] as number[], jumpMs: [] as number[] };
  let [frames, blank] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const page = await openPage();
    times.usableMs.push(await openSorted(page, projectUrl, expected.best));
    times.sortMs.push(
      await sortOnce(page, 'worstFirst', expected.worst),
      await sortOnce(page, 'bestFirst', expected.best),
    );
    const seen = await page.evaluate<{ frames: number; blank: number }>(SCROLL);
    frames += seen.frames;
    blank += seen.blank;
    times.jumpMs.push(await page.evaluate<number>(JUMP));
    await page.close();
  }
  return { ...times, blankShare: blank / frames };
}

/** Milliseconds until the table, ordered by a metric, shows the run that must come first. */
export async function openSorted(page: BenchPage, projectUrl: string, best: string): Promise<number> {
  await page.addInitScript({ content: noteFirstRow('usableAt', best) });
  await page.goto(`${projectUrl}/runs?sort=metrics.test.uar&direction=desc`, { timeout: MAX_WAIT_MS });
  await page.waitForFunction('window.usableAt', undefined, { timeout: MAX_WAIT_MS });
  return page.evaluate<number>('window.usableAt');
}

async function sortOnce(page: BenchPage, name: string, first: string): Promise<number> {
  const pressed = await page.evaluate<number>(`(() => {
    const button = [...document.querySelectorAll('th button')].find((one) => one.textContent.includes('Test UAR'));
    const now = performance.now();
    button.click();
    ${noteFirstRow(name, first)}
    return now;
  })()`);
  await page.waitForFunction(`window.${name}`, undefined, { timeout: MAX_WAIT_MS });
  return (await page.evaluate<number>(`window.${name}`)) - pressed;
}
