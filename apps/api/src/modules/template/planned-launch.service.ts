import { type Database, PlannedLaunchRepository, type PlannedLaunchRow } from '@voxboard/db';
import { DomainError, type Protocol, TASKS } from '@voxboard/domain';
import { z } from 'zod';
import type { Clock } from '../../clock.js';
import type { Readers } from '../../readers.js';
import { LaunchedBeforeError } from '../experiment/experiment.errors.js';
import type { LaunchExperimentInput, ProtocolInput } from '../experiment/launch.input.js';
import type { LaunchService } from '../experiment/launch.service.js';

/** A protocol as launchExperiment takes it: what it leaves open is null. */
export function protocolInput({ name, foldCount, testFraction, validationFraction }: Protocol): ProtocolInput {
  return {
    name,
    foldCount: foldCount ?? null,
    testFraction: testFraction ?? null,
    validationFraction: validationFraction ?? null,
  };
}

export interface LaunchPlan {
  readonly projectId: string;
  readonly featureSetId: string;
  /** Whether the features are computed already. */
  readonly isReady: boolean;
  readonly templateKey: string | null;
  readonly input: LaunchExperimentInput;
}

/** What came of one part of a request to launch several things. */
export type LaunchOutcome =
  | { readonly kind: 'LAUNCHED' | 'THERE_ALREADY'; readonly experimentId: string }
  | { readonly kind: 'WAITING' }
  | { readonly kind: 'REFUSED'; readonly message: string };

const orNothing = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value) => value ?? null);
const StoredInputSchema = z.object({
  projectSlug: z.string(),
  name: orNothing(z.string()),
  task: z.enum(TASKS),
  featureSetId: z.string(),
  architectureId: z.string(),
  protocol: z.object({
    name: z.string(),
    foldCount: orNothing(z.number()),
    testFraction: orNothing(z.number()),
    validationFraction: orNothing(z.number()),
  }),
  hyperparameters: z.unknown(),
  seeds: z.array(z.number()),
  tags: orNothing(z.array(z.string())),
  notes: orNothing(z.string()),
  priority: orNothing(z.number()),
});

/** Launches at once where the features are there, and else as soon as they are. */
export class PlannedLaunchService {
  constructor(
    private readonly db: Database,
    private readonly readers: Readers,
    private readonly launches: LaunchService,
    private readonly now: Clock,
  ) {}

  async launchOrPlan({ isReady, input, ...plan }: LaunchPlan): Promise<LaunchOutcome> {
    if (isReady) return this.#launch(input);
    await new PlannedLaunchRepository(this.db).add({ ...plan, input: { ...input } });
    return { kind: 'WAITING' };
  }

  /** Launches whatever has waited for features that are computed now. */
  async settleDue(): Promise<void> {
    for (const planned of await this.readers.plannedLaunch.due()) {
      const outcome = await this.#outcomeOf(planned);
      await new PlannedLaunchRepository(this.db).settle(
        planned.id,
        'experimentId' in outcome ? outcome.experimentId : null,
        outcome.kind === 'REFUSED' ? outcome.message : null,
        this.now(),
      );
    }
  }

  async #outcomeOf({ id, input, featureStatus }: PlannedLaunchRow): Promise<LaunchOutcome> {
    if (featureStatus !== 'READY') {
      return {
        kind: 'REFUSED',
        message: 'Its features could not be computed. Look at the feature set, then launch again.',
      };
    }
    const parsed = StoredInputSchema.parse(input);
    // Two replicas may come here at once: the key makes it one launch.
    return this.#launch({ ...parsed, idempotencyKey: `planned-launch ${id}` });
  }

  async #launch(input: LaunchExperimentInput): Promise<LaunchOutcome> {
    try {
      const { experiment } = await this.launches.launch(input);
      return { kind: 'LAUNCHED', experimentId: experiment.id };
    } catch (error) {
      if (error instanceof LaunchedBeforeError) return { kind: 'THERE_ALREADY', experimentId: error.experimentId };
      if (error instanceof DomainError) return { kind: 'REFUSED', message: error.message };
      throw error;
    }
  }
}
