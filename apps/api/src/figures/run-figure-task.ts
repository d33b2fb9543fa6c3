import { LocalBlobStore } from '@voxboard/blob-store';
import type { FigureTask, StoredFile } from './figure-task.js';
import { MatrixFigures } from './matrix-figures.js';
import { pictureOf, soundOf, wavOf } from './sound-picture.js';

/**
 * Does a task. Pure but for reading the stored file.
 * @throws BlobNotFoundError, BlobCorruptError, the errors of audio-dsp
 */
export async function runFigureTask(task: FigureTask): Promise<Uint8Array> {
  switch (task.kind) {
    case 'sound-wav':
      return wavOf(await soundOf(await bytesOf(task.sound), task.sound));
    case 'sound-picture':
      return json(pictureOf(await soundOf(await bytesOf(task.sound), task.sound)));
    default: {
      const path = await new LocalBlobStore(task.matrix.blobRoot).verifiedPath(task.matrix.sha256);
      return MatrixFigures.read(path, task.matrix, (figures) => matrixFigure(task, figures));
    }
  }
}

type MatrixTask = Extract<FigureTask, { matrix: unknown }>;

function matrixFigure(task: MatrixTask, figures: MatrixFigures): Uint8Array {
  switch (task.kind) {
    case 'feature-statistics':
      return json(figures.statistics());
    case 'feature-statistics-csv':
      return new TextEncoder().encode(figures.statisticsCsv());
    case 'feature-distribution':
      return json(figures.distribution(task.column, task.binCount));
    case 'feature-projection':
      return json(figures.projection(task.pointLimit));
  }
}

function bytesOf({ blobRoot, sha256 }: StoredFile): Promise<Uint8Array> {
  return new LocalBlobStore(blobRoot).get(sha256);
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
