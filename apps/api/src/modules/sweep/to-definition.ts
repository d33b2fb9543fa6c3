import { InvalidInputError, type SweepDefinition, SweepDefinitionSchema } from '@voxboard/domain';
import { parseInput } from '../shared/parse-input.js';
import type { CreateSweepInput, SweepDimensionInput } from './sweep.input.js';
import { BaseSchema } from './trial-input.js';

/** The definition of a sweep as it is stored. @throws InvalidInputError */
export function toDefinition(input: CreateSweepInput): SweepDefinition {
  const split = input.objective?.split ?? 'VALIDATION';
  if (split !== 'VALIDATION') {
    throw new InvalidInputError(
      split === 'TEST'
        ? 'A sweep cannot choose by TEST: whatever is best on the test part is so partly by luck, and its score would say nothing about new speakers. Choose by VALIDATION; the test score of the chosen trial then stays honest.'
        : 'A sweep cannot choose by TRAIN: the best on the training part is what learnt it by heart. Choose by VALIDATION.',
      { path: ['objective', 'split'] },
    );
  }
  const base = parseInput(BaseSchema, { ...input.base, projectSlug: input.projectSlug }, ['base']);
  const restoresBest = base.hyperparameters.earlyStoppingPatience != null;
  return parseInput(SweepDefinitionSchema, {
    base,
    space: input.space.map(toDimension),
    method: toMethod(input),
    seed: input.seed,
    objective: {
      metric: (input.objective?.metric ?? 'UAR').toLowerCase(),
      split,
      aggregate: input.objective?.aggregate ?? (restoresBest ? 'BEST' : 'LAST'),
    },
    earlyStopping: { ...known({ ...input.earlyStopping }), kind: (input.earlyStopping?.kind ?? 'NONE').toLowerCase() },
    limits: known({ ...input.limits }),
  });
}

function toDimension({ kind, name, ...given }: SweepDimensionInput) {
  return { ...known(given), name, kind: kind.toLowerCase().replace('_', '-') };
}

function toMethod({ method, gridPoints, startupTrials }: CreateSweepInput) {
  switch (method) {
    case 'GRID':
      return { kind: 'grid', ...known({ points: gridPoints }) };
    case 'RANDOM':
      return { kind: 'random' };
    case 'TPE':
      return { kind: 'tpe', ...known({ startupTrials }) };
  }
}

/** Without what was left out: the schema then puts its defaults. */
function known(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined));
}
