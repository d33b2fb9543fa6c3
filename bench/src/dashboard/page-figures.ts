import { gzipSync } from 'node:zlib';
import { MAX_WAIT_MS, type OpenPage } from './bench-page.js';

/** What Lighthouse would print, measured here: without its throttling. */
export interface PageFigures {
  readonly path: string;
  /** Script that the page's own HTML asks for, gzip, kB. */
  readonly scriptKb: number;
  readonly firstContentfulPaintMs: number;
  readonly largestContentfulPaintMs: number;
  /** Beyond 50 ms of each long task. */
  readonly totalBlockingMs: number;
  readonly layoutShift: number;
}

const WATCH = `
  window.figures = { lcp: 0, tbt: 0, cls: 0 };
  const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch('largest-contentful-paint', ({ startTime }) => { window.figures.lcp = startTime; });
  watch('longtask', ({ duration }) => { window.figures.tbt += Math.max(0, duration - 50); });
  watch('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) window.figures.cls += value; });`;
const READ = `({ ...window.figures, fcp: (performance.getEntriesByName('first-contentful-paint')[0] ?? { startTime: NaN }).startTime })`;
const SETTLED_MS = 3000;

export async function measurePage(openPage: OpenPage, baseUrl: string, path: string): Promise<PageFigures> {
  const page = await openPage();
  await page.addInitScript({ content: WATCH });
  await page.goto(`${baseUrl}${path}`, { timeout: MAX_WAIT_MS });
  await page.waitForTimeout(SETTLED_MS);
  const { fcp, lcp, tbt, cls } = await page.evaluate<{ fcp: number; lcp: number; tbt: number; cls: number }>(READ);
  await page.close();
  return {
    path,
    scriptKb: await initialScriptKb(baseUrl, path),
    firstContentfulPaintMs: fcp,
    largestContentfulPaintMs: lcp,
    totalBlockingMs: tbt,
    layoutShift: cls,
  };
}

/** Scripts named in the HTML; what is loaded later, when it is needed, does not count. */
async function initialScriptKb(baseUrl: string, path: string): Promise<number> {
  const html = await (await fetch(`${baseUrl}${path}`)).text();
  const addresses = [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)]
    .filter(([tag]) => !tag.includes('noModule') && !tag.includes('nomodule'))
    .flatMap(([, address]) => address ?? []);
  let bytes = 0;
  for (const address of new Set(addresses)) {
    const script = await (await fetch(new URL(address, baseUrl))).text();
    bytes += gzipSync(script).length;
  }
  return bytes / 1000;
}
