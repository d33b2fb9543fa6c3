import { performance } from 'node:perf_hooks';
import { type BenchPage, MAX_WAIT_MS, type Workplace } from './bench-page.js';
import { LIVE_KEYS, LiveSource } from './live-source.js';

export interface LiveTimes {
  /** Longest time that the main thread was not free while points came in, milliseconds; 0 below 50. */
  readonly longestTaskMs: number;
  /** How often it was not free for 50 ms or longer. */
  readonly longTasks: number;
  /** Points stored a second while it was watched. */
  readonly pointsPerSecond: number;
  /** Megabytes of JavaScript objects alive, just after opening and at the end, garbage collected before each. */
  readonly heapMb: readonly [start: number, end: number];
}

/** Until the page has settled: what opening it costs is measured elsewhere. */
const SETTLE_MS = 3000;

const NOTE_LONG_TASKS = `
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.longTasks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });`;
const HAS_CHARTS = `document.querySelectorAll('[aria-roledescription=chart]').length >= ${LIVE_KEYS.length}`;
/** The last step that the first chart tells of. */
const SENTENCE = `document.querySelector('[aria-roledescription=chart]').getAttribute('aria-label')`;

/**
 * Watches a comparison of runs, with a chart of every metric, while they log.
 * @param runIds 10 runs make 500 points a second
 */
export async function measureLive(
  { openPage, ask }: Workplace,
  options: { readonly projectUrl: string; readonly runIds: readonly string[]; readonly seconds: number },
): Promise<LiveTimes> {
  const source = new LiveSource(ask, options.runIds);
  source.start();
  try {
    const page = await openPage();
    await page.addInitScript({ content: NOTE_LONG_TASKS });
    // Of runs without points the page would not know what to draw; the source is not asked to say when it has begun.
    await page.waitForTimeout(500);
    const query = `runs=${options.runIds.join(',')}&eyes=all&keys=${LIVE_KEYS.join(',')}`;
    await page.goto(`${options.projectUrl}/compare?${query}`, { timeout: MAX_WAIT_MS });
    await page.waitForFunction(HAS_CHARTS, undefined, { timeout: MAX_WAIT_MS });
    // What the page does to open is no live update, and nothing tells when the last of it is done.
    await page.waitForTimeout(SETTLE_MS);
    const times = await watch(page, source, options.seconds);
    await page.close();
    return times;
  } finally {
    await source.stop();
  }
}

async function watch(page: BenchPage, source: LiveSource, seconds: number): Promise<LiveTimes> {
  const before = await page.collectedHeap();
  const shownBefore = await page.evaluate<string>(SENTENCE);
  // Collecting garbage is a long task of its own.
  await page.evaluate('new Promise((done) => setTimeout(done, 200))');
  const from = await page.evaluate<number>('performance.now()');
  const [storedBefore, clockBefore] = [source.stored, performance.now()];
  // This is the measurement: points arrive for so long.
  await page.waitForTimeout(seconds * 1000);
  const pointsPerSecond = ((source.stored - storedBefore) * 1000) / (performance.now() - clockBefore);
  const tasks = await page.evaluate<[start: number, duration: number][]>('window.longTasks');
  if ((await page.evaluate<string>(SENTENCE)) === shownBefore) throw new Error('the charts did not move');
  const after = await page.collectedHeap();
  const durations = tasks.filter(([start]) => start > from).map(([, duration]) => duration);
  return {
    longestTaskMs: Math.max(0, ...durations),
    longTasks: durations.length,
    pointsPerSecond,
    heapMb: [before / 1e6, after / 1e6],
  };
}
