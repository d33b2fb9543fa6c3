import { gzipSync } from 'node:zlib';
import { MAX_WAIT_MS, type OpenPage } from './bench-page.js';

/** What Lighthouse would print, measured here: without its throttling. */
export interface PageFigures {
  readonly firstContentfulPaintMs: number;
  readonly largestContentfulPaintMs: number;
  /** Beyond 50 ms of each long task. */
  readonly totalBlockingMs: number;
  readonly layoutShift: number;
}

const WATCH = `
  window.figures = { lcp: NaN, tbt: 0, cls: 0 };
  const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch('largest-contentful-paint', ({ startTime }) => { window.figures.lcp = startTime; });
  watch('longtask', ({ duration }) => { window.figures.tbt += Math.max(0, duration - 50); });
  watch('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) window.figures.cls += value; });`;
const READ = `({ ...window.figures, fcp: (performance.getEntriesByName('first-contentful-paint')[0] ?? { startTime: NaN }).startTime })`;
const SETTLED_MS = 2000;

export async function measurePage(openPage: OpenPage, address: string): Promise<PageFigures> {
  const page = await openPage();
  await page.addInitScript({ content: WATCH });
  await page.goto(address, { timeout: MAX_WAIT_MS });
  // Later shifts and tasks count too: the figures are those of a page that was left alone for a while.
  await page.waitForTimeout(SETTLED_MS);
  const { fcp, lcp, tbt, cls } = await page.evaluate<{ fcp: number; lcp: number; tbt: number; cls: number }>(READ);
  await page.close();
  return {
    firstContentfulPaintMs: fcp,
    largestContentfulPaintMs: lcp,
    totalBlockingMs: tbt,
    layoutShift: cls,
  };
}

/** Weighs the scripts that pages ask for; each script is read once. */
export class ScriptScale {
  readonly #bytes = new Map<string, Promise<number>>();

  constructor(
    private readonly baseUrl: string,
    private readonly signal: AbortSignal,
  ) {}

  /** Kilobytes after gzip of the scripts named in the page's HTML; what is loaded later, when needed, does not count. */
  async initialScriptKb(path: string): Promise<number> {
    const response = await fetch(`${this.baseUrl}${path}`, { signal: this.signal });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    const html = await response.text();
    const tags = [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag));
    if (tags.length === 0) throw new Error(`${path} names no script`);
    let bytes = 0;
    for (const address of new Set(tags.flatMap(([, source]) => source ?? []))) bytes += await this.#weigh(address);
    return bytes / 1000;
  }

  #weigh(address: string): Promise<number> {
    const weighed = this.#bytes.get(address) ?? this.#read(address);
    this.#bytes.set(address, weighed);
    return weighed;
  }

  async #read(address: string): Promise<number> {
    const response = await fetch(new URL(address, this.baseUrl), { signal: this.signal });
    if (!response.ok) throw new Error(`${address} answered ${response.status}`);
    return gzipSync(await response.text()).length;
  }
}
