import type { Command } from 'commander';
import type { Output } from './output.js';

/** What commands get from outside. */
export interface CommandContext {
  readonly output: Output;
}

/** Adds one command to the program. One file under `commands/` each, listed in `command-list.ts`. */
export type RegisterCommand = (program: Command, context: CommandContext) => void;
