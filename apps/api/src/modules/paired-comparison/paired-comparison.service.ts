import { DomainError, InvalidInputError, NotFoundError, NotReadyError } from '@voxboard/domain';
import { type ClipOutcomes, comparePaired } from '@voxboard/evaluation';
import type { Readers } from '../../readers.js';
import { toCountedConnection } from '../shared/connection.js';
import { orNull } from '../shared/or-null.js';
import { requireUuid } from '../shared/parse-input.js';
import type { PairedOutcome } from './paired-clip.type.js';
import { type ForwardPage, type PairedSide, pageOfClips, pairedClips } from './paired-clips.js';
import { NotComparable, type PairedComparison, type PairedScore } from './paired-comparison.type.js';

/** Fixed, so that a page shows the same figures each time it is opened. */
const BOOTSTRAP = { seed: 1 };

type Kind = 'Run' | 'Experiment';

export class PairedComparisonService {
  constructor(private readonly readers: Readers) {}

  /**
   * @param firstId two runs, or two experiments
   * @throws NotFoundError, InvalidInputError when the ids are not of one kind
   */
  async compare(firstId: string, secondId: string, score: PairedScore): Promise<PairedComparison | NotComparable> {
    return this.#paired(firstId, secondId, (first, second) =>
      shown(comparePaired(outcomesOf(first), outcomesOf(second), score, BOOTSTRAP)),
    );
  }

  /**
   * Test clips by who got them right, those first on which the two differ most.
   * @throws as `compare`; InvalidInputError for a bad page
   */
  async clips(firstId: string, secondId: string, which: PairedOutcome, page: ForwardPage) {
    return this.#paired(firstId, secondId, (first, second) => {
      const found = pairedClips(first, second, which);
      return { ...toCountedConnection(pageOfClips(found, which, page), async () => found.length) };
    });
  }

  async #paired<Result>(
    firstId: string,
    secondId: string,
    read: (first: PairedSide, second: PairedSide) => Result,
  ): Promise<Result | NotComparable> {
    const ids = [requireUuid('Run or experiment', firstId), requireUuid('Run or experiment', secondId)] as const;
    const kind = await this.#kindOf(ids);
    if (ids[0] === ids[1])
      throw new InvalidInputError('Both are the same. Choose another one to compare with.', { path: ['secondId'] });
    try {
      const [first, second] = [await this.#side(kind, ids[0]), await this.#side(kind, ids[1])];
      requireAlike(first, second);
      return read(first, second);
    } catch (error) {
      if (error instanceof DomainError && !(error instanceof InvalidInputError && error.path.length > 0)) {
        return new NotComparable(error);
      }
      throw error;
    }
  }

  async #kindOf(ids: readonly [string, string]): Promise<Kind> {
    const [first, second] = await this.readers.node.kindsOf(ids);
    for (const [i, kind] of [first, second].entries()) {
      if (kind !== 'Run' && kind !== 'Experiment') throw new NotFoundError('Run or experiment', ids[i] ?? '');
    }
    if (first !== second || (first !== 'Run' && first !== 'Experiment')) {
      throw new InvalidInputError('A run cannot be compared with an experiment. Give two of one kind.', {
        path: ['secondId'],
      });
    }
    return first;
  }

  async #side(kind: Kind, id: string): Promise<PairedSide> {
    const reader = this.readers.predictionRows;
    const [runs = []] = kind === 'Run' ? await reader.ofRuns([id], 'TEST') : await reader.ofExperiments([id], 'TEST');
    const predicted = runs.filter(({ clips }) => clips.length > 0);
    const [first] = predicted;
    if (first === undefined) {
      throw new NotReadyError(`${kind} ${id} has no test predictions. Wait until it has finished, or log them.`);
    }
    if (first.datasetVersionId === null) {
      throw new NotReadyError(`${kind} ${id} was logged by a script, without clips of a dataset here.`);
    }
    return { runs: predicted, labels: first.labels, datasetVersionId: first.datasetVersionId };
  }
}

function requireAlike(first: PairedSide, second: PairedSide): void {
  if (first.datasetVersionId !== second.datasetVersionId) {
    throw new InvalidInputError('The two were tested on different dataset versions. Compare results on one version.');
  }
  if (first.labels.join('\n') !== second.labels.join('\n')) {
    throw new InvalidInputError(
      `The two predict different classes: ${first.labels.join(', ')} against ${second.labels.join(', ')}.`,
    );
  }
}

function outcomesOf({ runs, labels }: PairedSide): ClipOutcomes {
  return {
    clips: runs.flatMap(({ clips, augmentations }) => clips.map((clip, i) => `${clip}/${augmentations[i] ?? 0}`)),
    actual: runs.flatMap(({ actual }) => actual),
    predicted: runs.flatMap(({ predicted }) => predicted),
    speakers: runs.flatMap(({ speakers }) => speakers),
    classCount: labels.length,
  };
}

function shown(comparison: ReturnType<typeof comparePaired>): PairedComparison {
  const { score, first, second, difference, lower, upper, pValue, speakerCount, clipCount } = comparison;
  const { mcnemar, power } = comparison;
  return {
    score,
    first,
    second,
    difference,
    lower: orNull(lower),
    upper: orNull(upper),
    pValue: pValue === null ? null : orNull(pValue),
    speakerCount,
    clipCount,
    onlyFirst: mcnemar.onlyFirst,
    onlySecond: mcnemar.onlySecond,
    mcnemarPValue: mcnemar.pValue,
    canBeToldApart: power.canBeToldApart,
    speakersNeeded: power.speakersNeeded,
    note: power.text,
  };
}
