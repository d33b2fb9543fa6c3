import { type BenchPage, MAX_WAIT_MS, type OpenPage } from './bench-page.js';

export interface TableTimes {
  /** From the request for the page until the run that must come first stands there, milliseconds, one a round. */
  readonly usableMs: readonly number[];
  /** From pressing a column's title until the run that must come first now stands there. */
  readonly sortMs: readonly number[];
  /** The most rows in sight that had nothing in them in a frame while scrolling. */
  readonly blankRows: number;
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

/** A row that is not there at all, below the last, counts as the blank ones do. Watches rows while the list is scrolled by a wheel's steps: two screens a second, for four seconds. */
const SCROLL = `new Promise((done) => {
  const box = document.querySelector('section[aria-label=Runs]');
  let frames = 0, blank = 0, most = 0;
  const began = performance.now();
  const step = () => {
    frames += 1;
    const edges = box.getBoundingClientRect();
    const places = [...document.querySelectorAll('tr[data-row]')].map((row) => [row.dataset.row, row.getBoundingClientRect()]);
    const empty = places.filter(([kind, { top, bottom }]) => kind === 'blank' && bottom > edges.top && top < edges.bottom);
    const last = Math.max(...places.map(([, { bottom }]) => bottom));
    const rows = empty.length + Math.max(0, Math.ceil((edges.bottom - last) / 46));
    if (rows > 0) blank += 1;
    most = Math.max(most, rows);
    const passed = performance.now() - began;
    box.scrollTop = passed * 2 * box.clientHeight / 1000;
    if (passed < 4000) requestAnimationFrame(step); else done({ frames, blank, most });
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

export interface ExpectedRuns {
  readonly best: string;
  readonly worst: string;
  readonly mostAccurate: string;
}

/** Opens the table of a project's runs, ordered by a metric, and works with it. */
export async function measureTable(
  openPage: OpenPage,
  projectUrl: string,
  expected: ExpectedRuns,
  rounds: number,
): Promise<TableTimes> {
  const times = { usableMs: [] as number[], sortMs: [] as number[], jumpMs: [] as number[] };
  let [frames, blank, blankRows] = [0, 0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const page = await openPage();
    times.usableMs.push(await openSorted(page, projectUrl, expected.best));
    times.sortMs.push(
      await sortOnce(page, 'Test UAR', 'worstFirst', expected.worst),
      await sortOnce(page, 'Test acc.', 'mostAccurateFirst', expected.mostAccurate),
    );
    const seen = await page.evaluate<{ frames: number; blank: number; most: number }>(SCROLL);
    frames += seen.frames;
    blank += seen.blank;
    blankRows = Math.max(blankRows, seen.most);
    times.jumpMs.push(await page.evaluate<number>(JUMP));
    await page.close();
  }
  return { ...times, blankRows, blankShare: blank / frames };
}

/** Milliseconds until the table, ordered by a metric, shows the run that must come first. */
export async function openSorted(page: BenchPage, projectUrl: string, best: string): Promise<number> {
  await page.addInitScript({ content: noteFirstRow('usableAt', best) });
  await page.goto(`${projectUrl}/runs?sort=metrics.test.uar&direction=desc`, { timeout: MAX_WAIT_MS });
  await page.waitForFunction('window.usableAt', undefined, { timeout: MAX_WAIT_MS });
  return page.evaluate<number>('window.usableAt');
}

async function sortOnce(page: BenchPage, title: string, name: string, first: string): Promise<number> {
  const pressed = await page.evaluate<number>(`(() => {
    const button = [...document.querySelectorAll('th button')].find((one) => one.textContent.includes('${title}'));
    const now = performance.now();
    button.click();
    ${noteFirstRow(name, first)}
    return now;
  })()`);
  await page.waitForFunction(`window.${name}`, undefined, { timeout: MAX_WAIT_MS });
  return (await page.evaluate<number>(`window.${name}`)) - pressed;
}
