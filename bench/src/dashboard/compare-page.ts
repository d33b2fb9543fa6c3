import { type BenchPage, MAX_WAIT_MS, type OpenPage } from './bench-page.js';

export interface ComparisonTimes {
  /** From the request for the page until all lines of all charts are drawn, milliseconds, one a round. */
  readonly firstPaintMs: readonly number[];
  /** From letting go of a dragged part until its finer lines are drawn, milliseconds. */
  readonly zoomMs: readonly number[];
}

const ZOOMS_PER_ROUND = 3;

/** Notes when every chart shows so many lines: its sentence says how many it has drawn. */
const notePaint = (lines: number) => `
  const look = () => {
    const charts = [...document.querySelectorAll('[aria-roledescription=chart]')];
    const isDrawn = charts.length >= 2 && charts.every((chart) =>
      chart.ariaLabel.includes('${lines} lines') && chart.querySelector('canvas').width > 300);
    requestAnimationFrame(isDrawn ? () => { window.paintedAt = performance.now(); } : look);
  };
  requestAnimationFrame(look);`;

/** Notes how long after the pointer was let go the first chart has what it asked the server for. */
const NOTE_ZOOM = `
  window.zoomMs = null;
  let released = 0;
  addEventListener('pointerup', () => { released = performance.now(); }, { capture: true, once: true });
  const figure = document.querySelector('figure[aria-busy]');
  let hasAsked = false;
  const look = () => {
    const isBusy = figure.getAttribute('aria-busy') === 'true';
    hasAsked = hasAsked || isBusy;
    requestAnimationFrame(hasAsked && !isBusy ? () => { window.zoomMs = performance.now() - released; } : look);
  };
  requestAnimationFrame(look);`;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Opens the comparison of the runs, all of them drawn, and zooms into it. */
export async function measureComparison(
  openPage: OpenPage,
  projectUrl: string,
  runIds: readonly string[],
  rounds: number,
): Promise<ComparisonTimes> {
  const firstPaintMs: number[] = [];
  const zoomMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = await openPage();
    await page.addInitScript({ content: notePaint(runIds.length) });
    await page.goto(`${projectUrl}/compare?runs=${runIds.join(',')}&eyes=all&keys=loss,accuracy`);
    await page.waitForFunction('window.paintedAt', undefined, { timeout: MAX_WAIT_MS });
    firstPaintMs.push(await page.evaluate<number>('window.paintedAt'));
    for (let zoom = 0; zoom < ZOOMS_PER_ROUND; zoom += 1) zoomMs.push(await zoomOnce(page));
    await page.close();
  }
  return { firstPaintMs, zoomMs };
}

async function zoomOnce(page: BenchPage): Promise<number> {
  const box = await page.evaluate<Box>(
    `(({ x, y, width, height }) => ({ x, y, width, height }))(document.querySelector('[aria-roledescription=chart]').getBoundingClientRect())`,
  );
  await page.evaluate(`(() => {${NOTE_ZOOM}})()`);
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.3, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, y, { steps: 5 });
  await page.mouse.up();
  await page.waitForFunction('window.zoomMs', undefined, { timeout: MAX_WAIT_MS });
  return page.evaluate<number>('window.zoomMs');
}
