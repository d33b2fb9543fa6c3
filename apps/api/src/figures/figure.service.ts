import { join } from 'node:path';
import { type ClipRow, type FeatureSetRow, hashOf } from '@voxboard/db';
import { InvalidInputError, NotReadyError, type Recipe, RecipeSchema } from '@voxboard/domain';
import { type ClipTrait, labelOfTrait } from '../modules/dataset/clip-trait.js';
import type { Readers } from '../readers.js';
import { FigureCache } from './figure-cache.js';
import type { FigurePool } from './figure-pool.js';
import { FIGURE_VERSION, type FigureTask, type MatrixSource, type SoundSource } from './figure-task.js';

/** What a figure of a feature set is of. */
export interface MatrixSelection {
  /** Augmentation row; 0 is the plain one. */
  readonly row: number;
  readonly by: ClipTrait | null;
}

/** Figures to look at and sounds to listen to: computed on first demand beside the event loop, then kept. */
export class FigureService {
  readonly #cache: FigureCache;
  readonly #blobRoot: string;

  constructor(
    dataDir: string,
    private readonly pool: FigurePool,
    private readonly readers: Readers,
  ) {
    this.#cache = new FigureCache(join(dataDir, 'figure-cache'));
    this.#blobRoot = join(dataDir, 'blobs');
  }

  /** Waveform and spectrogram of a recording, or of a row that a recipe makes of it (`SoundPicture` as JSON). */
  soundPicture(clip: Pick<ClipRow, 'sha256'>, rendering: SoundSource['rendering']): Promise<Uint8Array> {
    return this.#figure({ kind: 'sound-picture', sound: this.#sound(clip, rendering) });
  }

  /** WAV of a row that a recipe makes of a recording. */
  soundWav(clip: Pick<ClipRow, 'sha256'>, rendering: NonNullable<SoundSource['rendering']>): Promise<Uint8Array> {
    return this.#figure({ kind: 'sound-wav', sound: this.#sound(clip, rendering) });
  }

  async statistics(set: FeatureSetRow, selection: MatrixSelection): Promise<Uint8Array> {
    return this.#figure({ kind: 'feature-statistics', matrix: await this.#matrix(set, selection) });
  }

  async statisticsCsv(set: FeatureSetRow, selection: MatrixSelection): Promise<Uint8Array> {
    return this.#figure({ kind: 'feature-statistics-csv', matrix: await this.#matrix(set, selection) });
  }

  /** @throws InvalidInputError when there is no such column */
  async distribution(
    set: FeatureSetRow,
    selection: MatrixSelection,
    columnName: string,
    binCount: number,
  ): Promise<Uint8Array> {
    const matrix = await this.#matrix(set, selection);
    const column = matrix.columnNames.indexOf(columnName);
    if (column < 0) {
      throw new InvalidInputError(
        `Feature set "${set.name}" has no feature "${columnName.slice(0, 100)}"; columnNames lists them.`,
        { path: ['column'] },
      );
    }
    return this.#figure({ kind: 'feature-distribution', matrix, column, binCount });
  }

  async projection(set: FeatureSetRow, row: number, pointLimit: number): Promise<Uint8Array> {
    if (RecipeSchema.parse(set.recipe).aggregation.kind === 'samples') {
      throw new InvalidInputError(
        `Feature set "${set.name}" holds waveforms: samples have no places of their own to compare. Project features instead.`,
      );
    }
    const matrix = await this.#matrix(set, { row, by: null });
    return this.#figure({ kind: 'feature-projection', matrix, pointLimit });
  }

  #sound({ sha256 }: Pick<ClipRow, 'sha256'>, rendering: SoundSource['rendering']): SoundSource {
    return { blobRoot: this.#blobRoot, sha256, rendering };
  }

  async #matrix(set: FeatureSetRow, { row, by }: MatrixSelection): Promise<MatrixSource> {
    requireRow(RecipeSchema.parse(set.recipe), row);
    const clips = await this.readers.clip.ofVersion(set.datasetVersionId);
    const labels = clips.map((clip) => (by === null ? null : labelOfTrait(clip, by)));
    const groupLabels = [...new Set(labels)].sort(statedFirst);
    return {
      blobRoot: this.#blobRoot,
      sha256: requireMatrix(set),
      rowsPerClip: set.rowsPerClip,
      row,
      columnNames: set.columnNames,
      groups: labels.map((label) => groupLabels.indexOf(label)),
      groupLabels,
    };
  }

  #figure(task: FigureTask): Promise<Uint8Array> {
    return this.#cache.get(hashOf({ version: FIGURE_VERSION, ...withoutPlace(task) }), () => this.pool.run(task));
  }
}

/** @throws NotReadyError */
export function requireMatrix({ name, status, matrixSha256 }: FeatureSetRow): string {
  if (status === 'READY' && matrixSha256 !== null) return matrixSha256;
  throw new NotReadyError(
    `Feature set "${name}" is ${status}: it has no matrix to show or export. ${status === 'QUEUED' || status === 'RUNNING' ? 'Wait until it is READY.' : 'Compute it again.'}`,
  );
}

/** @throws InvalidInputError */
export function requireRow(recipe: Recipe, row: number): void {
  if (Number.isInteger(row) && row >= 0 && row < recipe.rows.length) return;
  const names = recipe.rows.map(({ name }, index) => `${index} (${name})`).join(', ');
  throw new InvalidInputError(`Recipe "${recipe.name}" has no row ${row}; its rows are ${names}.`, { path: ['row'] });
}

function statedFirst(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a.localeCompare(b, 'en', { numeric: true });
}

/** What a figure depends on: not where the files happen to lie. */
function withoutPlace(task: FigureTask) {
  if ('sound' in task) return { ...task, sound: { ...task.sound, blobRoot: null } };
  return { ...task, matrix: { ...task.matrix, blobRoot: null } };
}
