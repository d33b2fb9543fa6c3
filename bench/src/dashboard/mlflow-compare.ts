import { MAX_WAIT_MS, type OpenPage } from './bench-page.js';

/** The page says what it compares, and its first chart (parallel coordinates) is drawn. */
const IS_DRAWN = `document.body.innerText.includes('Comparing') && document.querySelector('svg.main-svg')`;

/** Milliseconds until MLflow's own page compares these runs, one a round; the first is left out. */
export async function measureMlflowComparison(
  openPage: OpenPage,
  mlflowUrl: string,
  experimentId: string,
  runIds: readonly string[],
  rounds: number,
): Promise<number[]> {
  const query = `runs=${JSON.stringify(runIds)}&experiments=${JSON.stringify([experimentId])}`;
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const page = await openPage();
    await page.addInitScript({
      content: `const look = () => requestAnimationFrame(document.body && (${IS_DRAWN}) ? () => { window.paintedAt = performance.now(); } : look); look();`,
    });
    await page.goto(`${mlflowUrl}/#/compare-runs?${encodeURI(query)}`, { timeout: MAX_WAIT_MS });
    await page.waitForFunction('window.paintedAt', undefined, { timeout: MAX_WAIT_MS });
    const ms = await page.evaluate<number>('window.paintedAt');
    if (round > 0) times.push(ms);
    await page.close();
  }
  return times;
}
