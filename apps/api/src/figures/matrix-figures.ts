import {
  ColumnStatistics,
  countValidFrames,
  type Distribution,
  distribution,
  principalComponents,
  type ValueStatistics,
} from '@voxboard/audio-dsp';
import { csvLine } from '@voxboard/domain';
import { FeatureMatrixReader } from '@voxboard/extraction';
import type { MatrixSource } from './figure-task.js';

/** Values of one column that its histograms are made of at most, evenly spaced beyond. */
const DISTRIBUTION_VALUES = 2 * 2 ** 20;
/** Values a projection holds at most: 64 MB. */
const PROJECTION_VALUES = 16 * 2 ** 20;
const LOADINGS_SHOWN = 5;

export interface ColumnFigure {
  readonly column: string;
  readonly statistics: ValueStatistics;
  readonly explained: number | null;
}

export interface ProjectionFigure {
  /** Clips drawn, by position. */
  readonly positions: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly explained: readonly number[];
  /** Of each component, the columns that count most. */
  readonly loadings: readonly (readonly { readonly column: string; readonly weight: number }[])[];
  /** Clips without features, which have no place. */
  readonly missingCount: number;
}

const STATISTIC_NAMES = ['count', 'missing', 'mean', 'sd', 'min', 'q05', 'q25', 'median', 'q75', 'q95', 'max'] as const;

/** Figures of a feature matrix, read row by row: memory does not grow with the number of clips. */
export class MatrixFigures {
  readonly #columnCount: number;
  readonly #clipCount: number;
  readonly #frameLimit: number;

  constructor(
    private readonly reader: FeatureMatrixReader,
    private readonly source: MatrixSource,
  ) {
    this.#columnCount = source.columnNames.length;
    this.#clipCount = source.groups.length;
    this.#frameLimit = reader.shape.length === 1 ? 1 : (reader.shape[0] ?? 1);
  }

  static read<Result>(path: string, source: MatrixSource, work: (figures: MatrixFigures) => Result): Result {
    const reader = new FeatureMatrixReader(path);
    try {
      return work(new MatrixFigures(reader, source));
    } finally {
      reader.close();
    }
  }

  statistics(): ColumnFigure[] {
    const statistics = this.#columnStatistics();
    return this.source.columnNames.map((column, index) => {
      const { overall, explained } = statistics.describe(index);
      return { column, statistics: overall, explained };
    });
  }

  statisticsCsv(): string {
    const statistics = this.#columnStatistics();
    const { columnNames, groupLabels } = this.source;
    const lines = columnNames.flatMap((column, index) => {
      const { overall, groups, explained } = statistics.describe(index);
      const line = (group: string | null, figures: ValueStatistics, share: number | null) =>
        csvLine([column, group, ...STATISTIC_NAMES.map((name) => figures[name]), share]);
      return [
        line('(all)', overall, explained),
        ...groups.map((figures, group) => line(groupLabels[group] ?? null, figures, null)),
      ];
    });
    return csvLine(['feature', 'group', ...STATISTIC_NAMES, 'explained']) + lines.join('');
  }

  distribution(column: number, binCount: number): Distribution {
    const values = this.source.groupLabels.map((): number[] => []);
    const stride = Math.max(1, Math.ceil((this.#clipCount * this.#frameLimit) / DISTRIBUTION_VALUES));
    let seen = 0;
    this.#eachFrame((frame, clip) => {
      if (seen++ % stride === 0) values[this.source.groups[clip] ?? 0]?.push(frame[column] ?? Number.NaN);
    });
    return distribution(
      values.map((own, group) => ({ label: this.source.groupLabels[group] ?? null, values: Float64Array.from(own) })),
      binCount,
    );
  }

  /** Clips by their features, or by the mean of their frames; evenly spaced clips where there are too many to draw. */
  projection(pointLimit: number): ProjectionFigure {
    const columnCount = this.#columnCount;
    const limit = Math.min(pointLimit, Math.max(2, Math.floor(PROJECTION_VALUES / columnCount)));
    const stride = Math.max(1, Math.ceil(this.#clipCount / limit));
    const means = this.#meanFrames(stride);
    const table = new Float32Array(means.positions.length * columnCount);
    means.rows.forEach((row, index) => {
      table.set(row, index * columnCount);
    });
    const { scores, explained, loadings } = principalComponents(table, columnCount);
    return {
      positions: means.positions,
      x: means.positions.map((_, i) => roundScore(scores[2 * i])),
      y: means.positions.map((_, i) => roundScore(scores[2 * i + 1])),
      explained,
      loadings: [0, 1].map((k) => this.#greatest(loadings, k)),
      missingCount: means.missingCount,
    };
  }

  #columnStatistics(): ColumnStatistics {
    const { groups, groupLabels } = this.source;
    const statistics = new ColumnStatistics(
      this.#columnCount,
      groupLabels.length,
      Math.max(1, this.#clipCount * this.#frameLimit),
    );
    this.#eachFrame((frame, clip) => statistics.add(frame, groups[clip] ?? 0));
    return statistics;
  }

  #meanFrames(stride: number) {
    const positions: number[] = [];
    const rows: Float32Array[] = [];
    let missingCount = 0;
    for (let clip = 0; clip < this.#clipCount; clip += stride) {
      const mean = this.#meanFrame(clip);
      if (mean === null) missingCount++;
      else {
        positions.push(clip);
        rows.push(mean);
      }
    }
    return { positions, rows, missingCount };
  }

  /** null where a value is missing. */
  #meanFrame(clip: number): Float32Array | null {
    const sums = new Float64Array(this.#columnCount);
    let count = 0;
    this.#eachFrameOf(clip, (frame) => {
      count++;
      for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (frame[i] ?? Number.NaN);
    });
    const mean = new Float32Array(sums.map((sum) => sum / count));
    return mean.every(Number.isFinite) ? mean : null;
  }

  #greatest(loadings: Float64Array, k: number) {
    return this.source.columnNames
      .map((column, index) => ({ column, weight: roundScore(loadings[2 * index + k]) }))
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .slice(0, LOADINGS_SHOWN);
  }

  #eachFrame(visit: (frame: Float32Array, clip: number) => void): void {
    for (let clip = 0; clip < this.#clipCount; clip++) this.#eachFrameOf(clip, (frame) => visit(frame, clip));
  }

  /** Frames that are not padding; a row without features counts as one frame of NaN. */
  #eachFrameOf(clip: number, visit: (frame: Float32Array) => void): void {
    const { rowsPerClip, row } = this.source;
    const columnCount = this.#columnCount;
    const values = this.reader.row(clip * rowsPerClip + row);
    const isMissing = Number.isNaN(values[0]) && Number.isNaN(values.at(-1));
    const frames = this.#frameLimit === 1 || isMissing ? 1 : countValidFrames(values, columnCount);
    for (let frame = 0; frame < frames; frame++) visit(values.subarray(frame * columnCount, (frame + 1) * columnCount));
  }
}

function roundScore(value: number | undefined): number {
  return Number((value ?? Number.NaN).toPrecision(6));
}
