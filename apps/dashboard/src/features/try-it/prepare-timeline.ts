/** What a model says of one stretch; probabilities null for silence. */
export interface TimelineWindow {
  readonly startSec: number;
  readonly endSec: number;
  readonly probabilities: readonly number[] | null;
}

export interface TimelineCell {
  /** Share of the recording's length where the cell begins, and how wide it is. */
  readonly start: number;
  readonly width: number;
  readonly probability: number | null;
  readonly isBest: boolean;
}

export interface TimelineRow {
  readonly label: string;
  readonly cells: readonly TimelineCell[];
}

/**
 * Probabilities over time as a grid, a row a label. Windows overlap; each is drawn around its middle, up to halfway to
 * its neighbours, so that every moment belongs to one window.
 */
export function prepareTimeline(
  labels: readonly string[],
  windows: readonly TimelineWindow[],
  durationSec: number,
): TimelineRow[] {
  const middles = windows.map(({ startSec, endSec }) => (startSec + endSec) / 2);
  const edges = middles.map((middle, i) => {
    const before = middles[i - 1];
    return before === undefined ? 0 : (before + middle) / 2;
  });
  const length = durationSec > 0 ? durationSec : 1;
  return labels.map((label, index) => ({
    label,
    cells: windows.map(({ probabilities }, i) => {
      const start = edges[i] ?? 0;
      const end = edges[i + 1] ?? length;
      const probability = probabilities?.[index] ?? null;
      const best = probabilities === null ? null : Math.max(...probabilities);
      return {
        start: start / length,
        width: (end - start) / length,
        probability,
        isBest: probability !== null && probability === best,
      };
    }),
  }));
}

/** Labels with their probabilities, the likeliest first. */
export function ranked(labels: readonly string[], probabilities: readonly number[]) {
  return labels
    .map((label, i) => ({ label, probability: probabilities[i] ?? Number.NaN }))
    .sort((a, b) => b.probability - a.probability);
}
