import { DomainError } from '@voxboard/domain';
import { Command, CommanderError } from 'commander';
import type { CommandContext } from './command.js';
import { COMMANDS } from './command-list.js';
import { EXIT } from './exit-code.js';

/**
 * Runs one command line and returns the exit status; never throws.
 * @param args the arguments after `voxboard`
 */
export async function runCli(args: readonly string[], context: CommandContext): Promise<number> {
  try {
    await createProgram(context).parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    // commander has written its message already; help and version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    context.output.message(`voxboard: ${describe(error)}`);
    return EXIT.failure;
  }
}

function createProgram({ output, ...context }: CommandContext): Command {
  const program = new Command('voxboard')
    .description('Voxboard on the command line: corpora, features, experiments.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.result(text.trimEnd()),
      writeErr: (text) => output.message(text.trimEnd()),
    })
    .showHelpAfterError('Add --help to see what is possible.');
  for (const register of COMMANDS) register(program, { output, ...context });
  return program;
}

function describe(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && 'path' in error) {
    const remedies: Record<string, string> = {
      ENOENT: 'does not exist. Check the path.',
      EACCES: 'may not be read or written. Check its permissions.',
      EISDIR: 'is a folder where a file is needed.',
      ENOTDIR: 'lies below a file where a folder is needed.',
      ENOSPC: 'cannot be written: the disk is full.',
    };
    const remedy = remedies[String(error.code)];
    if (remedy !== undefined) return `${String(error.path)} ${remedy}`;
  }
  return error.message;
}
