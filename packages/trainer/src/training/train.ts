import type { RunReporter } from '@voxboard/domain';
import { trainLda } from '../lda/train-lda.js';
import { checkRequest } from './check-request.js';
import { withShuffledLabels } from './shuffled-labels.js';
import { trainNetwork } from './train-network.js';
import type { TrainOptions, TrainRequest, TrainResult } from './train-request.js';

/**
 * Trains one run from its configuration to its saved model, telling `reporter` everything on the way: epochs,
 * evaluations of the validation and test parts, and the model's files. Equal requests give equal numbers on the same
 * backend.
 * @throws TrainingCanceledError within one batch of `signal` being aborted; DivergedError; the named errors of a
 * request that cannot be trained (see errors.ts); whatever the reporter rejects with
 */
export async function train(given: TrainRequest, reporter: RunReporter, options: TrainOptions): Promise<TrainResult> {
  checkRequest(given);
  const { architecture, hyperparameters } = given.config;
  const request = hyperparameters.shuffleLabels ? withShuffledLabels(given) : given;
  if (architecture.kind === 'preset' && architecture.preset === 'lda') {
    return trainLda(request, reporter, options);
  }
  return trainNetwork(request, reporter, options);
}
