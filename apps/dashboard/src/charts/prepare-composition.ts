export interface CompositionCount {
  readonly emotion: string | null;
  readonly gender: string | null;
  readonly intensity: string | null;
  readonly speaker: string;
  readonly count: number;
}

export type Trait = 'emotion' | 'gender' | 'intensity' | 'speaker';

export interface CompositionBar {
  readonly label: string;
  readonly total: number;
  /** In the order of `stacks`; a stack without clips is left out. */
  readonly segments: readonly { readonly stack: string; readonly index: number; readonly count: number }[];
}

export interface PreparedComposition {
  readonly bars: readonly CompositionBar[];
  readonly stacks: readonly string[];
  readonly max: number;
  readonly total: number;
}

/** Clips that do not say a trait are counted under this name instead of being dropped. */
export const UNSTATED = 'not stated';

/** Counts clips by one trait, and within it by another; bars largest first (speakers by name), stacks by name. */
export function prepareComposition(
  cells: readonly CompositionCount[],
  barOf: Trait,
  stackOf: Trait,
): PreparedComposition {
  const counts = new Map<string, Map<string, number>>();
  const stackNames = new Set<string>();
  for (const cell of cells) {
    if (cell.count === 0) continue;
    const bar = cell[barOf] ?? UNSTATED;
    const stack = cell[stackOf] ?? UNSTATED;
    stackNames.add(stack);
    const own = counts.get(bar) ?? new Map<string, number>();
    own.set(stack, (own.get(stack) ?? 0) + cell.count);
    counts.set(bar, own);
  }
  const stacks = [...stackNames].sort(unstatedLast);
  const bars = [...counts].map(([label, own]): CompositionBar => {
    const segments = stacks.flatMap((stack, index) => {
      const count = own.get(stack);
      return count === undefined ? [] : [{ stack, index, count }];
    });
    return { label, segments, total: segments.reduce((sum, { count }) => sum + count, 0) };
  });
  bars.sort((a, b) => (barOf === 'speaker' ? 0 : b.total - a.total) || unstatedLast(a.label, b.label));
  return {
    bars,
    stacks,
    max: bars.reduce((max, { total }) => Math.max(max, total), 0),
    total: bars.reduce((sum, { total }) => sum + total, 0),
  };
}

function unstatedLast(a: string, b: string): number {
  if (a === UNSTATED || b === UNSTATED) return Number(a === UNSTATED) - Number(b === UNSTATED);
  return a.localeCompare(b, 'en', { numeric: true });
}
