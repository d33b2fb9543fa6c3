import { wholeNumber } from '../arguments.js';
import type { RegisterCommand } from '../command.js';
import { trainingBackend } from '../environment.js';

interface TrainOptions {
  readonly data: string;
  readonly out: string;
  readonly dataDir: string;
  readonly backend?: string;
  readonly threads?: number;
  readonly batches?: true;
  readonly overwrite?: true;
  readonly json?: true;
}

/** `voxboard train CONFIG.yaml`: everything a worker does with a run, without server or database. */
export const registerTrain: RegisterCommand = (program, { output }) => {
  program
    .command('train')
    .summary('train an experiment from a file, without a server')
    .description(
      'Train every fold and seed of one configuration: import the corpus, compute its features, split, train, ' +
        'evaluate. The results folder appears when all of it is done.',
    )
    .argument('<config>', 'YAML or JSON file; docs/trainer.md describes it')
    .requiredOption('--data <path>', 'corpus: a RAVDESS folder or zip, or a manifest (.csv)')
    .requiredOption('--out <folder>', 'folder for the results; made if missing')
    .option('--data-dir <folder>', 'where features that were computed before are kept', '.voxboard')
    .option('--backend <name>', 'training backend (default: VOXBOARD_BACKEND, or the first that works)')
    .option('--threads <n>', 'processor threads to train with (default: one a core)', wholeNumber(1, 256))
    .option('--batches', 'write the loss of every batch too (batches.csv of each run)')
    .option('--overwrite', 'replace what is in the results folder, once the training is done')
    .option('--json', 'print the scores as JSON')
    .action(async (configPath: string, options: TrainOptions) => {
      // Loaded only here: TensorFlow takes longer to load than other commands to run.
      const { runTrain } = await import('../train/run-train.js');
      const interrupt = new AbortController();
      const onInterrupt = () => interrupt.abort();
      process.once('SIGINT', onInterrupt);
      try {
        const { data, out, dataDir, threads = null } = options;
        const flags = {
          batches: options.batches === true,
          overwrite: options.overwrite === true,
          json: options.json === true,
        };
        const backend = options.backend ?? trainingBackend();
        output.result(
          await runTrain(
            { configPath, data, out, dataDir, backend, threads, ...flags },
            { output, signal: interrupt.signal, now: Date.now },
          ),
        );
      } finally {
        process.off('SIGINT', onInterrupt);
      }
    });
};
