import type pg from 'pg';
import type { SeriesPoints } from './metric-batch.js';
import type { MetricLimits } from './metric-limits.js';
import { concatPoints, intAt, lowerBound, NO_POINTS, overlayPoints, type Points, slicePoints } from './points.js';
import { decodeSegment, encodeSegments, type SegmentBody } from './segment.js';
import {
  deleteSegments,
  insertSegments,
  type NewSegment,
  readHeads,
  readSegments,
  type SegmentKey,
  type SeriesState,
  writeStates,
} from './series-rows.js';
import { joinSummaries, type Summary, summarizePoints } from './series-summary.js';

/** Points that fall into one stored segment, or (head null) between two of them. */
interface LatePart {
  readonly head: Summary | null;
  readonly points: Points;
}

interface LatePlan {
  readonly state: SeriesState;
  readonly heads: readonly Summary[];
  readonly parts: readonly LatePart[];
  /** What lies beyond every segment: it goes to the tail. */
  readonly rest: Points;
}

/**
 * The changes of one transaction to locked series: gathered in memory, then written by `write`. Segments are replaced,
 * never updated.
 */
export class SeriesChange {
  readonly #gone: SegmentKey[] = [];
  readonly #fresh: NewSegment[] = [];

  constructor(
    private readonly client: pg.ClientBase,
    private readonly limits: MetricLimits,
  ) {}

  /** Adds points of any number and order. `states` and `work` are of the same series in the same order. */
  async add(states: readonly SeriesState[], work: readonly SeriesPoints[]): Promise<void> {
    const late: { state: SeriesState; points: Points }[] = [];
    for (const [i, state] of states.entries()) {
      const points = work[i]?.points ?? NO_POINTS;
      if (points.steps.length === 0) continue;
      if (state.lastStep === null || intAt(points.steps, 0) > state.lastStep) this.#extend(state, points);
      else late.push({ state, points });
    }
    if (late.length > 0) await this.#rewrite(late);
    for (const state of states) state.lastStep = state.summary?.lastStep ?? null;
  }

  /**
   * Joins neighbouring small segments; with `flush`, because nothing follows, all that are not full, and the tail too:
   * full ones fit the pages of out-of-line storage, others leave up to a quarter empty. Changes no point.
   */
  async join(state: SeriesState, flush: boolean): Promise<void> {
    const { segment: size } = this.limits;
    const small = flush ? size : this.limits.small;
    const heads = (await readHeads(this.client, [state.seriesId])).get(state.seriesId) ?? [];
    let group: Summary[] = [];
    let count = 0;
    for (const head of heads) {
      if (head.count >= small || count >= 16 * size) {
        await this.#joinGroup(state, group, NO_POINTS);
        group = [];
        count = 0;
      }
      if (head.count >= small) continue;
      group.push(head);
      count += head.count;
    }
    await this.#joinGroup(state, group, flush ? state.tail : NO_POINTS);
    if (flush) state.tail = NO_POINTS;
    state.smallSegments = 0;
  }

  async write(states: readonly SeriesState[]): Promise<void> {
    await deleteSegments(this.client, this.#gone);
    await insertSegments(this.client, this.#fresh);
    await writeStates(this.client, states);
  }

  #extend(state: SeriesState, points: Points): void {
    state.tail = concatPoints([state.tail, points]);
    const added = summarizePoints(points);
    state.summary = state.summary ? joinSummaries(state.summary, added) : added;
    this.#flushIfFull(state);
  }

  #flushIfFull(state: SeriesState): void {
    if (state.tail.steps.length <= this.limits.tail) return;
    this.#fresh.push(...this.#encode(state, state.tail));
    state.tail = NO_POINTS;
  }

  #encode(state: SeriesState, points: Points): NewSegment[] {
    const segments = encodeSegments(points, this.limits.segment);
    state.smallSegments += segments.filter(({ count }) => count < this.limits.small).length;
    return segments.map((segment) => ({ seriesId: state.seriesId, segment }));
  }

  /** Points at or before a series' last step: rewrites the segments they fall in, and makes the summary anew. */
  async #rewrite(late: readonly { state: SeriesState; points: Points }[]): Promise<void> {
    const heads = await readHeads(
      this.client,
      late.map(({ state }) => state.seriesId),
    );
    const plans = late.map(({ state, points }) => planLate(state, points, heads.get(state.seriesId) ?? []));
    const hit = plans.flatMap(({ state, parts }) =>
      parts.flatMap(({ head }) => (head ? [{ seriesId: state.seriesId, firstStep: head.firstStep }] : [])),
    );
    const bodies = new Map<string, SegmentBody>();
    for (const { seriesId, body } of await readSegments(this.client, hit)) {
      bodies.set(`${seriesId}:${body.firstStep}`, body);
    }
    this.#gone.push(...hit);
    for (const plan of plans) this.#applyLate(plan, bodies);
  }

  #applyLate({ state, heads, parts, rest }: LatePlan, bodies: ReadonlyMap<string, SegmentBody>): void {
    const replaced = new Set<Summary>();
    const pieces: NewSegment[] = [];
    for (const { head, points } of parts) {
      if (!head) {
        pieces.push(...this.#encode(state, points));
        continue;
      }
      const body = bodies.get(`${state.seriesId}:${head.firstStep}`);
      if (!body) throw new RangeError(`segment ${head.firstStep} of locked series ${state.seriesId} is gone`);
      replaced.add(head);
      if (head.count < this.limits.small) state.smallSegments--;
      for (const piece of this.#cutAround(overlayPoints(decodeSegment(body), points), points)) {
        pieces.push(...this.#encode(state, piece));
      }
    }
    state.tail = overlayPoints(state.tail, rest);
    state.rewrites++;
    const summaries: Summary[] = [
      ...heads.filter((head) => !replaced.has(head)),
      ...pieces.map(({ segment }) => segment),
    ];
    summaries.sort((a, b) => a.firstStep - b.firstStep);
    if (state.tail.steps.length > 0) summaries.push(summarizePoints(state.tail));
    state.summary = summaries.reduce(joinSummaries);
    this.#fresh.push(...pieces);
    this.#flushIfFull(state);
  }

  /** A rewritten segment in up to three: before, around and after the change, so that the next late write is small. */
  #cutAround(merged: Points, change: Points): Points[] {
    const { window } = this.limits;
    const count = merged.steps.length;
    const first = lowerBound(merged.steps, intAt(change.steps, 0));
    const last = lowerBound(merged.steps, intAt(change.steps, change.steps.length - 1));
    const start = Math.floor(first / window) * window;
    const end = Math.min(count, Math.ceil((last + 1) / window) * window);
    return [slicePoints(merged, 0, start), slicePoints(merged, start, end), slicePoints(merged, end, count)].filter(
      ({ steps }) => steps.length > 0,
    );
  }

  async #joinGroup(state: SeriesState, group: readonly Summary[], end: Points): Promise<void> {
    if (group.length < 2 && end.steps.length === 0) return;
    const keys = group.map(({ firstStep }) => ({ seriesId: state.seriesId, firstStep }));
    const bodies = await readSegments(this.client, keys);
    this.#gone.push(...keys);
    const points = concatPoints([...bodies.map(({ body }) => decodeSegment(body)), end]);
    for (const segment of encodeSegments(points, this.limits.segment)) {
      this.#fresh.push({ seriesId: state.seriesId, segment });
    }
  }
}

function planLate(state: SeriesState, points: Points, heads: readonly Summary[]): LatePlan {
  const { steps } = points;
  const parts: LatePart[] = [];
  let at = 0;
  for (const head of heads) {
    const before = lowerBound(steps, head.firstStep);
    if (before > at) parts.push({ head: null, points: slicePoints(points, at, before) });
    const after = lowerBound(steps, head.lastStep + 1);
    if (after > before) parts.push({ head, points: slicePoints(points, before, after) });
    at = after;
  }
  return { state, heads, parts, rest: slicePoints(points, at, steps.length) };
}
