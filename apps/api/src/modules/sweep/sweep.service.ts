import { type Database, type ProjectRow, SweepRepository, type SweepRow } from '@voxboard/db';
import { type Dimension, InvalidInputError, isSweepEnded, type SweepDefinition } from '@voxboard/domain';
import { gridSize, type SearchPoint } from '@voxboard/evaluation';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import type { LaunchService } from '../experiment/launch.service.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { NameSchema } from '../shared/text-schemas.js';
import type { CreateSweepInput, SweepInput } from './sweep.input.js';
import type { SweepDirector } from './sweep-director.js';
import { toDefinition } from './to-definition.js';
import { ARCHITECTURE, BaseSchema, configured, FEATURE_SET } from './trial-input.js';

const ReplySchema = z.object({ sweepId: z.string() });
/** Trials carry it with their number. */
const SweepNameSchema = NameSchema.max(180).nullish();

/** Begins, pauses and ends sweeps. What happens in between is the director's. */
export class SweepService {
  /** @param wake asks the director to look */
  constructor(
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
    private readonly launches: LaunchService,
    private readonly director: SweepDirector,
    private readonly wake: () => void,
  ) {}

  /** @throws InvalidInputError, NotFoundError, NotReadyError, AlreadyExistsError */
  async create(input: CreateSweepInput): Promise<SweepRow> {
    const { idempotencyKey: key, ...rest } = input;
    const project = required(await this.readers.project.bySlug(input.projectSlug), 'Project', input.projectSlug);
    const given = parseInput(SweepNameSchema, input.name, ['name']);
    const definition = limitedByGrid(toDefinition(input));
    await this.#rehearse(definition);
    const { sweepId } = await this.idempotency.once(
      { key, operation: 'createSweep', input: { ...rest } },
      ReplySchema,
      async (tx) => {
        const name = given ?? (await freeName(tx, project, definition));
        return { sweepId: (await new SweepRepository(tx).create({ projectId: project.id, name, definition })).id };
      },
    );
    this.wake();
    return this.#read(sweepId);
  }

  /** Trials under way go on, no more are begun. @throws NotFoundError, IllegalSweepTransitionError */
  pause(input: SweepInput): Promise<SweepRow> {
    return this.#change('pauseSweep', input, (tx, id) => new SweepRepository(tx).move(id, 'PAUSED'));
  }

  /** @throws NotFoundError, IllegalSweepTransitionError */
  resume(input: SweepInput): Promise<SweepRow> {
    return this.#change('resumeSweep', input, (tx, id) => new SweepRepository(tx).move(id, 'RUNNING'));
  }

  /** With its trials. @throws NotFoundError, IllegalSweepTransitionError */
  cancel(input: SweepInput): Promise<SweepRow> {
    const reason = 'A person canceled the sweep.';
    return this.#change('cancelSweep', input, async (tx, id) => {
      await new SweepRepository(tx).lock(id);
      await new SweepRepository(tx).move(id, 'CANCELED', reason);
      await this.director.cancelTrials(tx, id, reason);
    });
  }

  /** Whether it can still change by itself. */
  isOver({ status }: SweepRow): boolean {
    return isSweepEnded(status);
  }

  async #change(
    operation: string,
    { sweepId, idempotencyKey: key }: SweepInput,
    change: (tx: Database, id: string) => Promise<unknown>,
  ): Promise<SweepRow> {
    const id = requireUuid('Sweep', sweepId);
    await this.idempotency.once({ key, operation, input: { id } }, ReplySchema, async (tx) => {
      await change(tx, id);
      return { sweepId: id };
    });
    this.wake();
    return this.#read(id);
  }

  async #read(id: string): Promise<SweepRow> {
    const [sweep] = await this.readers.sweep.byIds([id]);
    return required(sweep, 'Sweep', id);
  }

  /** Every kind of trial that could come is checked now, not when the fifth of them fails at night. */
  async #rehearse({ base, space }: SweepDefinition): Promise<void> {
    const fixed = BaseSchema.parse(base);
    const [start, ...others] = extremes(space);
    if (!start) return;
    try {
      await this.launches.rehearse(configured(fixed, start.point), { needsValidation: true });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      throw new InvalidInputError(error.message, { path: ['base', ...error.path], cause: error });
    }
    for (const { point, dimension } of others) {
      try {
        await this.launches.check(configured(fixed, point));
      } catch (error) {
        if (!(error instanceof InvalidInputError)) throw error;
        const index = String(space.findIndex(({ name }) => name === dimension));
        throw new InvalidInputError(
          `Dimension "${dimension}" can take a value that cannot be launched. ${error.message}`,
          {
            path: ['space', index, ...error.path.slice(-1)],
            cause: error,
          },
        );
      }
    }
  }
}

/** A start, and every end and choice of every dimension from there; all pairs of what must fit together. */
function extremes(space: readonly Dimension[]): { point: SearchPoint; dimension: string }[] {
  const start = Object.fromEntries(space.map((dimension) => [dimension.name, endsOf(dimension)[0] ?? null]));
  const single = space.flatMap((dimension) =>
    endsOf(dimension).map((value) => ({ point: { ...start, [dimension.name]: value }, dimension: dimension.name })),
  );
  const [architectures, featureSets] = [ARCHITECTURE, FEATURE_SET].map((name) =>
    space.find((one) => one.name === name),
  );
  const pairs =
    architectures && featureSets
      ? endsOf(architectures).flatMap((architecture) =>
          endsOf(featureSets).map((featureSet) => ({
            point: { ...start, [ARCHITECTURE]: architecture, [FEATURE_SET]: featureSet },
            dimension: ARCHITECTURE,
          })),
        )
      : [];
  return [{ point: start, dimension: space[0]?.name ?? '' }, ...single, ...pairs];
}

function endsOf(dimension: Dimension): SearchPoint[string][] {
  return dimension.kind === 'choice' ? [...dimension.values] : [dimension.low, dimension.high];
}

/** A grid has its own end. */
function limitedByGrid(definition: SweepDefinition): SweepDefinition {
  const { method, space, limits } = definition;
  if (method.kind !== 'grid') return definition;
  const size = gridSize(space, method.points);
  if (size > 1000) {
    throw new InvalidInputError(
      `The grid has ${size.toLocaleString('en-US')} combinations; a sweep has at most 1,000 trials. Take fewer values or dimensions, or search at random.`,
      { path: ['space'] },
    );
  }
  return { ...definition, limits: { ...limits, maxTrials: Math.min(limits.maxTrials, size) } };
}

async function freeName(tx: Database, project: ProjectRow, { method, space }: SweepDefinition): Promise<string> {
  const base = `${method.kind} over ${space.map(({ name }) => name).join(', ')}`.slice(0, 120);
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base} (${number})`;
    const taken = await tx.prisma.sweep.count({ where: { projectId: project.id, name } });
    if (taken === 0) return name;
  }
}
