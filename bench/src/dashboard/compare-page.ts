import { type BenchPage, MAX_WAIT_MS, type OpenPage } from './bench-page.js';

/** Parts of the chart's width that are dragged over, one after the other; none was read before. */
const DRAGS = [
  [0.2, 0.45],
  [0.4, 0.65],
  [0.6, 0.85],
] as const;

/** Notes when every chart shows so many lines, on a canvas or as an SVG: its sentence says how many there are. */
const notePaint = (lines: number) => `
  const look = () => {
    const charts = [...document.querySelectorAll('[aria-roledescription=chart]')];
    const isDrawn = charts.length >= 2 && charts.every((chart) =>
      chart.getAttribute('aria-label').includes('${lines} lines') &&
      (chart.querySelector('canvas')?.width > 300 || chart.querySelectorAll('svg path.recharts-curve').length >= ${lines}));
    requestAnimationFrame(isDrawn ? () => { window.paintedAt = performance.now(); } : look);
  };
  requestAnimationFrame(look);`;

/** Notes how long after the pointer was let go the first chart has what it asked the server for. */
const NOTE_ZOOM = `
  window.zoomMs = null;
  const figure = document.querySelector('figure[aria-busy]');
  let released = null;
  let hasAsked = false;
  const watch = new MutationObserver(() => { hasAsked = hasAsked || figure.getAttribute('aria-busy') === 'true'; });
  watch.observe(figure, { attributes: true, attributeFilter: ['aria-busy'] });
  addEventListener('pointerup', () => { released = performance.now(); }, { capture: true, once: true });
  const look = () => {
    const isDone = released !== null && hasAsked && figure.getAttribute('aria-busy') === 'false';
    requestAnimationFrame(isDone ? () => { window.zoomMs = performance.now() - released; watch.disconnect(); } : look);
  };
  requestAnimationFrame(look);`;

const SHOWS_ALL = `!document.querySelector('button[aria-label^="Show all of"]') &&
  document.querySelector('figure[aria-busy]').getAttribute('aria-busy') === 'false'`;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Milliseconds from the request for the page until all lines of both charts are drawn. The page stays open. */
export async function openComparison(page: BenchPage, projectUrl: string, runIds: readonly string[]): Promise<number> {
  await page.addInitScript({ content: notePaint(runIds.length) });
  await page.goto(`${projectUrl}/compare?runs=${runIds.join(',')}&eyes=all&keys=loss,accuracy`, {
    timeout: MAX_WAIT_MS,
  });
  await page.waitForFunction('window.paintedAt', undefined, { timeout: MAX_WAIT_MS });
  return page.evaluate<number>('window.paintedAt');
}

/** Milliseconds of `openComparison`, each in a new page; the first, in which the servers warm up, does not count. */
export async function measureOpening(
  openPage: OpenPage,
  projectUrl: string,
  runIds: readonly string[],
  rounds: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const page = await openPage();
    const ms = await openComparison(page, projectUrl, runIds);
    if (round > 0) times.push(ms);
    await page.close();
  }
  return times;
}

/** Milliseconds from letting go of a dragged part until its finer lines are drawn. */
export async function measureZooms(
  openPage: OpenPage,
  projectUrl: string,
  runIds: readonly string[],
): Promise<number[]> {
  const page = await openPage();
  await openComparison(page, projectUrl, runIds);
  const times: number[] = [];
  for (const drag of DRAGS) times.push(await zoomOnce(page, drag));
  await page.close();
  return times;
}

async function zoomOnce(page: BenchPage, [from, to]: readonly [number, number]): Promise<number> {
  const box = await page.evaluate<Box>(
    `(({ x, y, width, height }) => ({ x, y, width, height }))(document.querySelector('[aria-roledescription=chart]').getBoundingClientRect())`,
  );
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.evaluate(`(() => {${NOTE_ZOOM}})()`);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, y, { steps: 5 });
  await page.mouse.up();
  await page.waitForFunction('window.zoomMs', undefined, { timeout: MAX_WAIT_MS });
  const ms = await page.evaluate<number>('window.zoomMs');
  await page.mouse.dblclick(box.x + box.width / 2, y);
  await page.waitForFunction(SHOWS_ALL, undefined, { timeout: MAX_WAIT_MS });
  return ms;
}
