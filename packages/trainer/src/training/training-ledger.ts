import { type FoldPart, type RowRef, type RunEvidence, rowPairs } from '@voxboard/domain';
import type { TrainRequest } from './train-request.js';

/** Notes which rows are used for what, at the places where they are used: what the leak audit goes by. */
export class TrainingLedger {
  readonly #rows: Readonly<Record<FoldPart, Map<string, RowRef>>> = {
    train: new Map(),
    validation: new Map(),
    test: new Map(),
  };
  #watched: FoldPart | 'nothing' = 'nothing';

  /** Rows that a part of the work was done with. */
  used(part: FoldPart, rows: readonly RowRef[]): void {
    const known = this.#rows[part];
    for (const row of rows) known.set(`${row.clip}/${row.augmentation}`, row);
  }

  /** The part whose scores steered the training: stopping, learning rate or the weights that were kept. */
  watched(part: FoldPart): void {
    this.#watched = part;
  }

  /** @param fitted rows that scaling was fitted on; empty where there is none */
  evidence({ labels }: TrainRequest, fitted: readonly RowRef[]): RunEvidence {
    return {
      version: 1,
      trained: rowPairs([...this.#rows.train.values()]),
      validated: rowPairs([...this.#rows.validation.values()]),
      tested: rowPairs([...this.#rows.test.values()]),
      fitted: rowPairs(fitted),
      // Nothing here adapts to unlabelled rows.
      unlabelled: [],
      // Hyperparameters come with the request: they were fixed before anything was trained.
      selection: { stoppedOn: this.#watched, tunedOn: [] },
      labels: Array.from(labels, (label) => (label >= 0 ? label : null)),
    };
  }
}
