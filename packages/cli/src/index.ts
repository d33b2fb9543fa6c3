export type { CommandContext, RegisterCommand } from './command.js';
export { EXIT } from './exit-code.js';
export { type Output, processOutput } from './output.js';
export { runCli } from './run-cli.js';
