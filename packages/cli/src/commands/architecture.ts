import { ARCHITECTURE_PRESETS } from '@voxboard/domain';
import { InvalidArgumentError } from 'commander';
import { positiveNumber, wholeNumber } from '../arguments.js';
import type { RegisterCommand } from '../command.js';

interface ArchitectureOptions {
  readonly shape: readonly number[];
  readonly classes: number;
  readonly width: number;
  readonly batch: number;
  readonly json?: true;
  readonly mermaid?: true;
}

/** `voxboard architecture NAME`: what a network consists of, before it is trained. */
export const registerArchitecture: RegisterCommand = (program, { output }) => {
  program
    .command('architecture')
    .summary('describe a network layer by layer')
    .description('Describe a network: layers, parameters, operations, memory at a batch size, and a diagram.')
    .argument('<architecture>', `one of ${ARCHITECTURE_PRESETS.join(', ')}, or a file of layers JSON`)
    .requiredOption('--shape <sizes>', 'shape of one row: 162, or frames and features as 144x86', rowShape)
    .option('--classes <n>', 'classes to tell apart', wholeNumber(2, 10_000), 8)
    .option('--width <factor>', 'multiplies the filters and units of a preset', positiveNumber, 1)
    .option('--batch <n>', 'rows of a batch, for the memory', wholeNumber(1, 65_536), 32)
    .option('--json', 'print the description as JSON')
    .option('--mermaid', 'print a Mermaid flowchart')
    .action(async (architecture: string, { shape, classes, width, batch, json, mermaid }: ArchitectureOptions) => {
      const { runArchitecture } = await import('../architecture/run-architecture.js');
      const format = json ? 'json' : mermaid ? 'mermaid' : 'table';
      output.result(
        await runArchitecture({ architecture, width, shape, classCount: classes, batchSize: batch, format }),
      );
    });
};

function rowShape(text: string): readonly number[] {
  const sizes = text.split(/[x×,]/).map(Number);
  if (sizes.length > 2 || !sizes.every((size) => Number.isInteger(size) && size > 0)) {
    throw new InvalidArgumentError('It must be one or two whole numbers, such as 162 or 144x86.');
  }
  return sizes;
}
