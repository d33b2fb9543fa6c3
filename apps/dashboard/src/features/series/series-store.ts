import type { SeriesColumnsFragment } from '../../generated/graphql';
import { mergeColumns, seriesId } from './merge-series';
import { thinColumns } from './thin-columns';

/** A series that grew beyond so many points is thinned to `THINNED_POINTS`: a page that stays open does not grow. */
const MAX_POINTS = 1200;
const THINNED_POINTS = 600;

/** `loaded`: somebody waits for it; `appended`: it may be shown when there is time. */
export type Change = 'loaded' | 'appended';
type Listener = (change: Change) => void;

const NOTHING: readonly SeriesColumnsFragment[] = [];

/**
 * The curves a page shows, as they grow. A series is a new object when it changed and the same when not; watchers are
 * told once a while, however many batches arrived.
 */
export class SeriesStore {
  readonly #series = new Map<string, SeriesColumnsFragment>();
  readonly #listeners = new Set<Listener>();
  #snapshot: readonly SeriesColumnsFragment[] = NOTHING;
  #isWaiting = false;

  /** @param schedule runs a task a while later */
  constructor(private readonly schedule: (task: () => void) => void) {}

  subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What is known; the same array until something changed. */
  read = (): readonly SeriesColumnsFragment[] => this.#snapshot;

  /** Takes series as the API has them now, in place of what was known of their runs. */
  load(runIds: readonly string[], series: readonly SeriesColumnsFragment[]): void {
    const ids = new Set(runIds);
    for (const [id, { runId }] of this.#series) if (ids.has(runId)) this.#series.delete(id);
    for (const one of series) this.#series.set(seriesId(one), one);
    this.#tell('loaded');
  }

  /** Adds points that arrived, and puts whole series in place of what was known of them. */
  append(arrived: readonly SeriesColumnsFragment[], replaced: readonly SeriesColumnsFragment[] = NOTHING): void {
    for (const one of replaced) this.#series.set(seriesId(one), one);
    for (const one of arrived) {
      const id = seriesId(one);
      const before = this.#series.get(id);
      const merged = before ? mergeColumns(before, one) : one;
      this.#series.set(id, merged.steps.length > MAX_POINTS ? thinColumns(merged, THINNED_POINTS) : merged);
    }
    if (this.#isWaiting || arrived.length + replaced.length === 0) return;
    this.#isWaiting = true;
    this.schedule(() => {
      this.#isWaiting = false;
      this.#tell('appended');
    });
  }

  clear(): void {
    if (this.#series.size === 0) return;
    this.#series.clear();
    this.#tell('loaded');
  }

  #tell(change: Change): void {
    this.#snapshot = [...this.#series.values()];
    for (const listener of this.#listeners) listener(change);
  }
}
