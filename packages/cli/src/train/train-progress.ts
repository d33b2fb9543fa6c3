import type { EpochReport } from '@voxboard/domain';
import type { TrainResult } from '@voxboard/trainer';
import type { Output } from '../output.js';
import { duration, progressBar } from './time-left.js';

/** A log file gets a line this often. */
const LINE_INTERVAL_MS = 30_000;

interface Place {
  readonly fold: number;
  readonly seed: number;
}

/** Says how far a training is: a bar where somebody watches, a line a run everywhere. */
export class TrainProgress {
  #runCount = 0;
  #runsDone = 0;
  #epochs = 1;
  #startedMs = 0;
  #saidMs = 0;

  constructor(
    private readonly output: Output,
    private readonly now: () => number,
  ) {
    this.#startedMs = now();
    this.#saidMs = this.#startedMs;
  }

  corpus(done: number, total: number): void {
    this.#say(`features ${progressBar(done, total, this.#startedMs, this.now())}`);
  }

  plan(runCount: number, epochs: number, clipCount: number): void {
    const seconds = duration(this.now() - this.#startedMs);
    this.output.message(`${clipCount} clips with features (${seconds}); ${runCount} runs to train`);
    this.#runCount = runCount;
    this.#epochs = epochs;
    this.#startedMs = this.now();
  }

  epoch({ fold, seed }: Place, { epoch, epochCount, metrics }: EpochReport): void {
    const done = this.#runsDone + (epoch + 1) / Math.max(epochCount, 1);
    const scores = metrics
      .filter(({ key }) => key === 'loss' || key === 'uar')
      .map(({ key, split, value }) => `${split.toLowerCase()} ${key} ${value.toFixed(3)}`);
    const bar = progressBar(done, this.#runCount, this.#startedMs, this.now());
    this.#say(`${bar}  fold ${fold} seed ${seed} epoch ${epoch + 1}/${this.#epochs}  ${scores.join(', ')}`);
  }

  run({ fold, seed }: Place, result: TrainResult): void {
    this.#runsDone++;
    const left = ((this.now() - this.#startedMs) / this.#runsDone) * (this.#runCount - this.#runsDone);
    const uar = result.test.uar ?? Number.NaN;
    const rest = this.#runsDone < this.#runCount ? `, ${duration(left)} left` : '';
    const epochs = result.epochsRun === 1 ? '1 epoch' : `${result.epochsRun} epochs`;
    this.output.message(
      `fold ${fold} seed ${seed}: test uar ${uar.toFixed(4)}, ${epochs} in ${duration(result.seconds * 1000)}${rest}`,
    );
  }

  #say(line: string): void {
    if (this.output.isInteractive) this.output.progress(line);
    else if (this.now() - this.#saidMs >= LINE_INTERVAL_MS) {
      this.#saidMs = this.now();
      this.output.message(line);
    }
  }
}
