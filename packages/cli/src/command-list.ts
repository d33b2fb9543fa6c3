import type { RegisterCommand } from './command.js';
import { registerArchitecture } from './commands/architecture.js';
import { registerAudit } from './commands/audit.js';
import { registerDemo } from './commands/demo.js';
import { registerEnsemble } from './commands/ensemble.js';
import { registerFeatures } from './commands/features.js';
import { registerSplit } from './commands/split.js';
import { registerSynth } from './commands/synth.js';
import { registerTrain } from './commands/train.js';

/** Every command, in the order of the help text. */
export const COMMANDS: readonly RegisterCommand[] = [
  registerSynth,
  registerFeatures,
  registerSplit,
  registerTrain,
  registerEnsemble,
  registerArchitecture,
  registerAudit,
  registerDemo,
];
