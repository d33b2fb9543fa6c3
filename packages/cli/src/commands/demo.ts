import { createClient } from '@voxboard/graphql-client';
import type { RegisterCommand } from '../command.js';
import { runDemo } from '../demo/run-demo.js';
import { apiToken, apiUrl } from '../environment.js';

interface DemoCommandOptions {
  readonly url?: string;
  readonly corpus?: string;
  readonly dataDir: string;
}

/** `voxboard demo`: fills a project from an empty database to runs in the queue. */
export const registerDemo: RegisterCommand = (program, { output }) => {
  program
    .command('demo')
    .summary('fill a demo project: corpus, features, launched experiments')
    .description(
      'Fill a demo project over GraphQL: a synthetic corpus (or your own), its features, and four experiments. ' +
        'Calling it again goes on where it stopped.',
    )
    .option('--url <url>', 'GraphQL endpoint (default: VOXBOARD_URL, or http://127.0.0.1:4000/graphql)')
    .option('--corpus <path>', 'a RAVDESS folder or zip to use instead of the synthetic corpus')
    .option('--data-dir <path>', 'where the synthetic corpus is written', '.voxboard')
    .action(async ({ url, corpus, dataDir }: DemoCommandOptions) => {
      const client = createClient({ url: url ?? apiUrl(), ...apiToken() });
      await runDemo(client, {
        corpus: corpus ?? null,
        dataDir,
        report: (line) => output.result(line),
        now: Date.now,
      });
    });
};
