import { Moments, sortFinite, type ValueStatistics } from './value-statistics.js';

export interface ColumnDescription {
  readonly overall: ValueStatistics;
  /** One for each group, in their order. */
  readonly groups: readonly ValueStatistics[];
  /**
   * Share of the column's variance that lies between the groups (η², 0 … 1): how much the groups differ in it. null
   * for a constant column.
   */
  readonly explained: number | null;
}

/** Values kept for the quantiles, over all columns: 64 MB. */
const KEPT_VALUES = 16 * 2 ** 20;

/**
 * Figures of every column of a table too large to hold, row by row. Everything but the quantiles is exact; those are
 * too, unless there are more than 16 million values: then they are of evenly spaced rows.
 */
export class ColumnStatistics {
  readonly #moments: Moments[];
  readonly #kept: Float32Array;
  readonly #keptGroups: Int32Array;
  readonly #stride: number;
  #seen = 0;
  #keptCount = 0;

  /**
   * @param rowLimit how many rows will be added at most
   */
  constructor(
    readonly columnCount: number,
    readonly groupCount: number,
    rowLimit: number,
  ) {
    const keepable = Math.max(1, Math.floor(KEPT_VALUES / columnCount));
    this.#stride = Math.max(1, Math.ceil(rowLimit / keepable));
    const kept = Math.ceil(rowLimit / this.#stride);
    this.#moments = Array.from({ length: columnCount * groupCount }, () => new Moments());
    this.#kept = new Float32Array(kept * columnCount);
    this.#keptGroups = new Int32Array(kept);
  }

  /** @param group 0 … groupCount − 1 */
  add(row: Float32Array, group: number): void {
    for (let column = 0; column < this.columnCount; column++) {
      this.#moments[column * this.groupCount + group].add(row[column]);
    }
    if (this.#seen++ % this.#stride === 0) {
      this.#kept.set(row, this.#keptCount * this.columnCount);
      this.#keptGroups[this.#keptCount++] = group;
    }
  }

  describe(column: number): ColumnDescription {
    const own = this.#moments.slice(column * this.groupCount, (column + 1) * this.groupCount);
    const overall = new Moments();
    for (const moments of own) overall.merge(moments);
    const values = this.#keptColumn(column);
    const between = own.reduce((sum, { count, mean }) => sum + count * (mean - overall.mean) ** 2, 0);
    return {
      overall: overall.describe(sortFinite(values)),
      groups: own.map((moments, group) =>
        moments.describe(sortFinite(values.filter((_, i) => this.#keptGroups[i] === group))),
      ),
      explained: overall.deviation > 0 ? Math.min(1, between / overall.deviation) : null,
    };
  }

  #keptColumn(column: number): Float32Array {
    const values = new Float32Array(this.#keptCount);
    for (let i = 0; i < values.length; i++) values[i] = this.#kept[i * this.columnCount + column];
    return values;
  }
}
