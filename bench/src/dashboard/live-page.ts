import { type Ask, MAX_WAIT_MS, type OpenPage } from './bench-page.js';

export interface LiveTimes {
  /** Longest time that the main thread was not free while points came in, milliseconds; 0 below 50. */
  readonly longestTaskMs: number;
  /** Points stored a second while it was watched. */
  readonly pointsPerSecond: number;
  /** Megabytes of JavaScript objects alive, just after opening and at the end, garbage collected before each. */
  readonly heapMb: readonly [start: number, end: number];
}

/** Calls a second, each with a point of every run. */
const CALLS_PER_SECOND = 50;
/** Until the page has settled: what opening it costs is measured elsewhere. */
const SETTLE_MS = 3000;

const NOTE_LONG_TASKS = `
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.longTasks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });`;

/**
 * Watches a comparison while its runs log.
 * @param collectHeap collects garbage and says how many bytes of objects are left
 * @param runIds 10 runs make 500 points a second
 */
export async function measureLive(
  openPage: OpenPage,
  ask: Ask,
  {
    projectUrl,
    runIds,
    seconds,
    collectHeap,
  }: {
    readonly projectUrl: string;
    readonly runIds: readonly string[];
    readonly seconds: number;
    readonly collectHeap: (page: Awaited<ReturnType<OpenPage>>) => Promise<number>;
  },
): Promise<LiveTimes> {
  const page = await openPage();
  await page.addInitScript({ content: NOTE_LONG_TASKS });
  await logPoint(ask, runIds, 0);
  await logPoint(ask, runIds, 1);
  await page.goto(`${projectUrl}/compare?runs=${runIds.join(',')}&eyes=all&keys=loss`);
  await page.waitForFunction(`document.querySelector('[aria-roledescription=chart]')`, undefined, {
    timeout: MAX_WAIT_MS,
  });
  let step = 2;
  let isOver = false;
  const started = performance.now();
  const logging = (async () => {
    while (!isOver) {
      const due = started + ((step - 2) * 1000) / CALLS_PER_SECOND;
      const wait = due - performance.now();
      if (wait > 0) await new Promise((done) => setTimeout(done, wait));
      await logPoint(ask, runIds, step);
      step += 1;
    }
  })();
  await page.waitForTimeout(SETTLE_MS);
  const before = await collectHeap(page);
  const from = await page.evaluate<number>('performance.now()');
  const [stepBefore, clockBefore] = [step, performance.now()];
  await page.waitForTimeout(seconds * 1000);
  const pointsPerSecond = ((step - stepBefore) * runIds.length * 1000) / (performance.now() - clockBefore);
  const tasks = await page.evaluate<[start: number, duration: number][]>('window.longTasks');
  isOver = true;
  await logging;
  const after = await collectHeap(page);
  await page.close();
  const durations = tasks.filter(([start]) => start > from).map(([, duration]) => duration);
  return {
    longestTaskMs: Math.max(0, ...durations),
    pointsPerSecond,
    heapMb: [before / 1e6, after / 1e6],
  };
}

async function logPoint(ask: Ask, runIds: readonly string[], step: number): Promise<void> {
  const columns = [{ key: 'loss', split: 'TRAIN', steps: [step], values: [1 + Math.sin(step / 40)] }];
  await Promise.all(
    runIds.map((runId) =>
      ask('mutation ($input: LogMetricsInput!) { logMetrics(input: $input) { __typename } }', {
        input: { runId, columns },
      }),
    ),
  );
}
