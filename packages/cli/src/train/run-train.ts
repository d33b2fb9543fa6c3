import { SCORE_KEYS } from '@voxboard/evaluation';
import type { Output } from '../output.js';
import { scoreText } from './experiment-summary.js';
import { json } from './folder-run-reporter.js';
import { diskFullError, ResultsFolder } from './results-folder.js';
import { readTrainConfig } from './train-config.js';
import { type ExperimentResult, trainExperiment } from './train-experiment.js';
import { TrainProgress } from './train-progress.js';

export interface TrainCommand {
  readonly configPath: string;
  readonly data: string;
  readonly out: string;
  readonly dataDir: string;
  readonly backend: string | null;
  readonly threads: number | null;
  readonly batches: boolean;
  readonly overwrite: boolean;
  readonly json: boolean;
}

export interface TrainSurroundings {
  readonly output: Output;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** Does `voxboard train`; returns what it prints. Whatever goes wrong, no half of a results folder is left. */
export async function runTrain(command: TrainCommand, { output, signal, now }: TrainSurroundings): Promise<string> {
  const config = await readTrainConfig(command.configPath);
  const results = await ResultsFolder.open(command.out, command.overwrite);
  try {
    const { data: source, dataDir, backend, threads, batches } = command;
    const progress = new TrainProgress(output, now);
    const result = await trainExperiment(config, results, {
      source,
      dataDir,
      backend,
      threads,
      batches,
      signal,
      now,
      progress,
    });
    await results.finish();
    return command.json
      ? json({ ...result.summary, folder: results.target }).trimEnd()
      : describe(result, results.target);
  } catch (error) {
    throw diskFullError(error) ?? error;
  } finally {
    await results.discard();
  }
}

function describe({ summary }: ExperimentResult, folder: string): string {
  const lines = SCORE_KEYS.map((key) => `${key}\t${scoreText(summary.scores[key])}`);
  const [score] = [summary.scores.uar];
  return [...lines, `${summary.runs.length} runs, ${score.speakerCount} test speakers; results in ${folder}`].join(
    '\n',
  );
}
