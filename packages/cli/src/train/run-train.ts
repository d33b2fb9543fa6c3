import { SCORE_KEYS, type ScoreInterval } from '@voxboard/evaluation';
import type { Output } from '../output.js';
import { json } from './folder-run-reporter.js';
import { ResultsFolder } from './results-folder.js';
import { readTrainConfig } from './train-config.js';
import { type ExperimentResult, trainExperiment } from './train-experiment.js';
import { TrainProgress } from './train-progress.js';

export interface TrainCommand {
  readonly configPath: string;
  readonly data: string;
  readonly out: string;
  readonly dataDir: string;
  readonly backend: string | null;
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
    const { data: source, dataDir, backend } = command;
    const progress = new TrainProgress(output, now);
    const result = await trainExperiment(config, results, { source, dataDir, backend, signal, now, progress });
    await results.finish();
    return command.json
      ? json({ ...result.summary, folder: results.target }).trimEnd()
      : describe(result, results.target);
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

export function scoreText({ estimate, lower, upper, level }: ScoreInterval): string {
  const bounds = Number.isNaN(lower)
    ? ''
    : ` (${Math.round(level * 100)} %: ${lower.toFixed(4)} to ${upper.toFixed(4)})`;
  return `${estimate.toFixed(4)}${bounds}`;
}
