import type { Rng } from '@voxboard/domain';
import { isPadding } from '@voxboard/inference';

/** How strongly; each is the reach of a uniform draw, or the deviation of a normal one. */
const LOG_TEMPO = 0.105;
const MEL_STRETCH = 0.056;
const MEL_SHIFT = 1;
const EQ_POINTS = 5;
const EQ_NATS = 0.3;
const GAIN_NATS = 0.3;
const FLOOR_NATS = [7, 14] as const;
const MASKS = 2;
const MASKED_BANDS = 10;
const MASKED_FRAMES = 16;
/** Keeps a masked frame from counting as padding. */
const PRESENT = 1e-6;

/**
 * Changes the frames of one row as another voice, tempo, microphone or room would, in place. Frames of zeros at the end
 * are padding. Mel columns are those named `logMelSpectrogram.N` (natural logarithms); without any, only time is warped.
 */
export class SpecAugment {
  readonly #columns: number;
  /** First mel column and how many there are. */
  readonly #mel: { readonly first: number; readonly count: number };
  readonly #source: Float32Array;

  constructor(
    private readonly frames: number,
    columnNames: readonly string[],
  ) {
    this.#columns = columnNames.length;
    const mel = columnNames.flatMap((name, i) => (/^logMelSpectrogram\.\d+$/.test(name) ? [i] : []));
    this.#mel = { first: mel[0] ?? 0, count: mel.length };
    this.#source = new Float32Array(frames * this.#columns);
  }

  /** Before standardising. */
  warp(row: Float32Array, rng: Rng): void {
    const length = this.#lengthOf(row);
    if (length < 2) return;
    const warped = this.#warpTime(row, length, Math.exp(rng.between(-LOG_TEMPO, LOG_TEMPO)));
    if (this.#mel.count < 2) return;
    this.#warpMel(row, warped, rng.between(1 - MEL_STRETCH, 1 + MEL_STRETCH), rng.between(-MEL_SHIFT, MEL_SHIFT));
    this.#equalise(row, warped, rng);
    if (rng.uniform() < 0.5) this.#raiseFloor(row, warped, rng.between(...FLOOR_NATS));
  }

  /** After standardising: 0 is the mean. */
  mask(row: Float32Array, rng: Rng): void {
    const columns = this.#columns;
    const length = this.#lengthOf(row);
    const { first, count } = this.#mel.count > 0 ? this.#mel : { first: 0, count: columns };
    for (let i = 0; i < MASKS; i++) {
      const width = Math.min(rng.below(MASKED_BANDS), count);
      const band = first + rng.below(count - width + 1);
      for (let t = 0; t < length; t++) row.fill(0, t * columns + band, t * columns + band + width);
    }
    for (let i = 0; i < MASKS && length > 0; i++) {
      const width = Math.min(rng.below(MASKED_FRAMES), length);
      const start = rng.below(length - width + 1);
      row.fill(0, start * columns, (start + width) * columns);
    }
    for (let t = 0; t < length; t++) if (isPadding(row, t * columns, columns)) row[t * columns] = PRESENT;
  }

  #lengthOf(row: Float32Array): number {
    let length = this.frames;
    while (length > 0 && isPadding(row, (length - 1) * this.#columns, this.#columns)) length--;
    return length;
  }

  /** Resamples time; mel columns linearly, the others (pitch, voicing …) by the nearest frame. */
  #warpTime(row: Float32Array, length: number, tempo: number): number {
    const columns = this.#columns;
    const { first, count } = this.#mel;
    const source = this.#source;
    source.set(row);
    const warped = Math.min(this.frames, Math.max(2, Math.round(length / tempo)));
    row.fill(0);
    for (let t = 0; t < warped; t++) {
      const at = Math.min(t * tempo, length - 1);
      const before = Math.floor(at);
      const share = at - before;
      const here = before * columns;
      const next = Math.min(before + 1, length - 1) * columns;
      const nearest = share < 0.5 ? here : next;
      row.set(source.subarray(nearest, nearest + columns), t * columns);
      for (let c = first; c < first + count; c++) {
        row[t * columns + c] = source[here + c] + share * (source[next + c] - source[here + c]);
      }
    }
    return warped;
  }

  /** Stretches and shifts the mel axis, as a longer or shorter vocal tract would. */
  #warpMel(row: Float32Array, length: number, stretch: number, shift: number): void {
    const { first, count } = this.#mel;
    const bands = new Float32Array(count);
    for (let t = 0; t < length; t++) {
      const start = t * this.#columns + first;
      bands.set(row.subarray(start, start + count));
      for (let b = 0; b < count; b++) {
        const at = Math.min(Math.max(b * stretch + shift, 0), count - 1);
        const low = Math.min(Math.floor(at), count - 2);
        row[start + b] = bands[low] + (at - low) * (bands[low + 1] - bands[low]);
      }
    }
  }

  /** A gain and a curve through five random points over the mel axis. */
  #equalise(row: Float32Array, length: number, rng: Rng): void {
    const { first, count } = this.#mel;
    const gain = GAIN_NATS * rng.normal();
    const points = Array.from({ length: EQ_POINTS }, () => EQ_NATS * rng.normal());
    const curve = Float32Array.from({ length: count }, (_, b) => {
      const at = (b * (EQ_POINTS - 1)) / Math.max(1, count - 1);
      const low = Math.min(Math.floor(at), EQ_POINTS - 2);
      return gain + points[low] + (at - low) * (points[low + 1] - points[low]);
    });
    for (let t = 0; t < length; t++) {
      const start = t * this.#columns + first;
      for (let b = 0; b < count; b++) row[start + b] += curve[b];
    }
  }

  /** Adds a constant noise floor `distance` nats under the loudest value. */
  #raiseFloor(row: Float32Array, length: number, distance: number): void {
    const { first, count } = this.#mel;
    let peak = Number.NEGATIVE_INFINITY;
    for (let t = 0; t < length; t++) {
      const start = t * this.#columns + first;
      for (let b = 0; b < count; b++) peak = Math.max(peak, row[start + b]);
    }
    const floor = Math.exp(peak - distance);
    for (let t = 0; t < length; t++) {
      const start = t * this.#columns + first;
      for (let b = 0; b < count; b++) row[start + b] = Math.log(Math.exp(row[start + b]) + floor);
    }
  }
}
