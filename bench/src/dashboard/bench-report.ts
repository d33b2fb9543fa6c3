import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { rounded } from '../store/measure.js';
import type { Workplace } from './bench-page.js';

/** Figures of the last line; one that could not be measured is null. */
export const FIGURES = [
  'table_usable_ms',
  'table_sort_ms',
  'table_jump_ms',
  'table_blank_rows',
  'table_blank_share',
  'compare_first_paint_ms',
  'zoom_ms',
  'live_longest_task_ms',
  'live_points_per_s',
  'heap_mb_start',
  'heap_mb_end',
  'initial_js_kb_max',
  'fcp_ms',
  'lcp_ms',
  'tbt_ms',
  'cls',
  'table_10k_usable_ms',
  'mlflow_table_ms',
  'mlflow_table_ratio',
  'compare_10_ms',
  'mlflow_compare_ms',
  'mlflow_compare_ratio',
] as const;
export type Figure = (typeof FIGURES)[number];

/** After its time is over a measurement may end what it began. */
const GRACE_MS = 5000;
/** Shorter measurements are not worth beginning. */
const LEAST_MS = 5000;

export type Say = (line: string) => void;

/** Takes one measurement after the other, each within its time, and all of them within theirs. */
export class BenchReport {
  readonly figures: Record<string, number | null> = Object.fromEntries(FIGURES.map((name) => [name, null]));

  constructor(
    private readonly say: Say,
    /** On the clock of `performance.now()`. */
    private readonly deadlineMs: number,
  ) {}

  /** Keeps a figure that was measured; a number that is none counts as missing. */
  keep(name: Figure, value: number): void {
    this.figures[name] = Number.isFinite(value) ? rounded(value) : null;
  }

  /**
   * Runs a measurement and says in one line what came out, or why nothing did.
   * @param work its figures in words; it keeps them in the report
   */
  async take(
    name: string,
    limitSeconds: number,
    workplaceOf: (signal: AbortSignal) => Workplace,
    work: (workplace: Workplace) => Promise<string>,
  ): Promise<void> {
    const left = this.deadlineMs - performance.now();
    if (left < LEAST_MS) return this.say(`${name}: left out, the time of the whole benchmark is over`);
    const controller = new AbortController();
    const limitMs = Math.min(limitSeconds * 1000, left);
    const began = performance.now();
    const working = work(workplaceOf(controller.signal));
    const timer = setTimeout(
      () => controller.abort(new Error(`not done after ${Math.round(limitMs / 1000)} s`)),
      limitMs,
    );
    const overtime = new Promise<never>((_, reject) => {
      controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
    });
    try {
      const line = await Promise.race([working, overtime]);
      this.say(`${name}: ${line} (${((performance.now() - began) / 1000).toFixed(0)} s)`);
    } catch (error) {
      this.say(`${name}: failed, ${firstLines(error)}`);
      controller.abort(error);
      await Promise.race([working.catch(() => undefined), delay(GRACE_MS, undefined, { ref: false })]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Playwright appends its whole log to a message. */
function firstLines(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n').slice(0, 3).join(' ').slice(0, 400);
}
