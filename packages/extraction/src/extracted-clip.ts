/** The feature rows of one clip: `rowCount` rows of `rowShape`, row-major in `values` ([n] or [frames, n] a row). */
export interface ExtractedClip {
  readonly rowCount: number;
  readonly rowShape: readonly number[];
  readonly values: Float32Array;
}

/** What one clip came to: its rows, or the reason why there are none. */
export type ExtractionOutcome =
  | { readonly ok: true; readonly clip: ExtractedClip }
  | { readonly ok: false; readonly reason: string };
