/** Sizes that shape the store; tests use smaller ones to reach every path. */
export interface MetricLimits {
  /** Points a series row carries before they become a segment: 20 bytes each, so that versions of the row stay small. */
  readonly tail: number;
  /** Most points in a segment: float8, int4 and int2 arrays of 3,982 fill whole chunks of out-of-line storage, four a page. */
  readonly segment: number;
  /** Segments under this are worth joining. */
  readonly small: number;
  /** Small segments that make a series due for compaction. */
  readonly compactAt: number;
  /** A late write rewrites about this many points, not its whole segment. */
  readonly window: number;
}

export const METRIC_LIMITS: MetricLimits = { tail: 32, segment: 3982, small: 512, compactAt: 32, window: 256 };
