import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { npyLayout } from '@voxboard/audio-dsp';
import { DomainError } from '@voxboard/domain';

/** Thrown when a matrix file is not the one that was promised, or no longer. */
export class UnreadableMatrixError extends DomainError {
  readonly code = 'UNREADABLE_FEATURE_MATRIX';
}

/** Longest head an `.npy` file of ours can have. */
const HEAD_BYTES = 4096;
/** Matrices up to this size are read once: a read for each row of a few hundred values would be felt. */
const RESIDENT_BYTES = 96 * 2 ** 20;

/**
 * Rows of a feature matrix file (`.npy`, float32), read when they are asked for. A matrix larger than 96 MB never lies
 * in memory: the system's file cache keeps what is read again and again, and gives it up when memory is short.
 */
export class FeatureMatrixReader {
  readonly rowCount: number;
  /** Of one row. */
  readonly shape: readonly number[];
  readonly #file: number;
  readonly #dataStart: number;
  readonly #row: Float32Array;
  readonly #resident: Float32Array | null;

  /** @throws UnreadableMatrixError, InvalidNpyError, the file system's errors */
  constructor(
    readonly path: string,
    residentBytes = RESIDENT_BYTES,
  ) {
    this.#file = openSync(path, 'r');
    try {
      const head = new Uint8Array(HEAD_BYTES);
      const { shape, itemBytes, dataStart } = npyLayout(head.subarray(0, readSync(this.#file, head, 0, HEAD_BYTES, 0)));
      const [rowCount = 0, ...rowShape] = shape;
      const rowSize = rowShape.reduce((product, size) => product * size, 1);
      const size = statSync(path).size - dataStart;
      if (itemBytes !== 4 || rowCount * rowSize * 4 !== size) {
        throw new UnreadableMatrixError(
          `${path} does not hold the float32 matrix (${shape.join(', ')}) that its head promises. Compute it again.`,
        );
      }
      this.rowCount = rowCount;
      this.shape = rowShape;
      this.#dataStart = dataStart;
      this.#row = new Float32Array(rowSize);
      this.#resident = size > residentBytes ? null : new Float32Array(rowCount * rowSize);
      if (this.#resident) this.#read(this.#resident, 0);
    } catch (error) {
      closeSync(this.#file);
      throw error;
    }
  }

  /** One row; the next call overwrites it. An arrow so that it can be handed on by itself. */
  readonly row = (index: number): Float32Array => {
    const rowSize = this.#row.length;
    if (this.#resident) return this.#resident.subarray(index * rowSize, (index + 1) * rowSize);
    this.#read(this.#row, index * rowSize);
    return this.#row;
  };

  close(): void {
    closeSync(this.#file);
  }

  /** @param first index of the first value */
  #read(target: Float32Array, first: number): void {
    const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
    const start = this.#dataStart + first * 4;
    // The system reads at most 2 GB at once.
    for (let done = 0; done < bytes.length; ) {
      const count = readSync(this.#file, bytes, done, Math.min(bytes.length - done, 2 ** 30), start + done);
      if (count === 0)
        throw new UnreadableMatrixError(`${this.path} became shorter while it was read. Compute it again.`);
      done += count;
    }
  }
}
