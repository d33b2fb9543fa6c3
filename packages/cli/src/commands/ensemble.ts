import type { RegisterCommand } from '../command.js';

interface EnsembleOptions {
  readonly out: string;
  readonly equal?: true;
  readonly overwrite?: true;
  readonly json?: true;
}

/** `voxboard ensemble RESULTS…`: experiments pooled by what they predicted, nothing is trained again. */
export const registerEnsemble: RegisterCommand = (program, { output }) => {
  program
    .command('ensemble')
    .summary('pool the predictions of trained experiments')
    .description(
      'Pool experiments that were trained under the same protocol: their log-probabilities are added, with weights ' +
        'fitted on the validation clips of each fold. Seeds of one experiment count the same.',
    )
    .argument('<results...>', 'two folders or more that voxboard train wrote')
    .requiredOption('--out <folder>', 'folder for the results; made if missing')
    .option('--equal', 'do not fit weights: every experiment counts the same')
    .option('--overwrite', 'replace what is in the results folder')
    .option('--json', 'print the scores as JSON')
    .action(async (folders: string[], { out, equal, overwrite, json }: EnsembleOptions) => {
      const { runEnsemble } = await import('../ensemble/run-ensemble.js');
      const flags = { equal: equal === true, overwrite: overwrite === true, json: json === true };
      output.result(await runEnsemble({ folders, out, ...flags }));
    });
};
