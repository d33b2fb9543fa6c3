import {
  AlreadyExistsError,
  ARCHITECTURE_PRESETS,
  type ArchitecturePreset,
  type ArchitectureSpec,
  ArchitectureSpecSchema,
  NotFoundError,
} from '@voxboard/domain';
import type { Database } from '../database.js';
import { type Architecture, Prisma } from '../generated/client.js';
import { newId } from '../new-id.js';
import { hashOf } from './hash.js';
import { toJsonColumn } from './json.js';

interface PresetFacts {
  readonly inputKind: 'vector' | 'frames' | 'waveform';
  /** At the study's shapes; null where it depends on the data. */
  readonly parameterCount: number | null;
  readonly description: string;
}

const PRESET_FACTS: Readonly<Record<ArchitecturePreset, PresetFacts>> = {
  'emotion-features': {
    inputKind: 'vector',
    parameterCount: 16_279_048,
    description: 'The study’s emotion network on time-mean features: four wide 1-D convolutions.',
  },
  'gender-features': {
    inputKind: 'vector',
    parameterCount: 14_657,
    description: 'The study’s gender network on time-mean features: three small 1-D convolutions.',
  },
  'emotion-raw': {
    inputKind: 'waveform',
    parameterCount: 30_632,
    description: 'The study’s emotion network on raw samples.',
  },
  'gender-raw': {
    inputKind: 'waveform',
    parameterCount: 53_697,
    description: 'The study’s gender network on raw samples.',
  },
  'emotion-hybrid': {
    inputKind: 'frames',
    parameterCount: null,
    description: 'The study’s recurrent network on frames of features.',
  },
  lda: {
    inputKind: 'vector',
    parameterCount: null,
    description: 'Linear discriminant analysis with shrinkage: the baseline that takes a second.',
  },
  mlp: { inputKind: 'vector', parameterCount: null, description: 'One hidden layer of 256 units.' },
  cnn22: {
    inputKind: 'frames',
    parameterCount: null,
    description: 'Convolutions with attention pooling over log-mels and 22 descriptors.',
  },
};

export interface NewArchitecture {
  readonly projectId: string;
  readonly name: string;
  readonly description: string;
  readonly spec: ArchitectureSpec;
  readonly inputKind: string;
  readonly parameterCount: number | null;
}

export class ArchitectureRepository {
  constructor(private readonly db: Database) {}

  /** Makes the architectures that come with Voxboard. Calling again changes nothing. */
  async ensurePresets(): Promise<void> {
    // Null project ids are distinct to a unique index, so the check and the insert share a lock.
    await this.db.transaction(async (tx) => {
      await tx.sql.query(`/* lockPresets */ SELECT pg_advisory_xact_lock(hashtext('voxboard.architecture-presets'))`);
      const present = await tx.prisma.architecture.findMany({ where: { projectId: null }, select: { name: true } });
      const names = new Set(present.map(({ name }) => name));
      for (const preset of ARCHITECTURE_PRESETS) {
        if (names.has(preset)) continue;
        const spec = ArchitectureSpecSchema.parse({ kind: 'preset', preset });
        await tx.prisma.architecture.create({
          data: {
            id: newId(),
            name: preset,
            spec: toJsonColumn(spec),
            specHash: hashOf(spec),
            ...PRESET_FACTS[preset],
          },
        });
      }
    });
  }

  /** Those of the project and those that come with Voxboard. */
  async list(projectId: string): Promise<Architecture[]> {
    return this.db.prisma.architecture.findMany({
      where: { OR: [{ projectId }, { projectId: null }] },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<Architecture> {
    const architecture = await this.db.prisma.architecture.findUnique({ where: { id } });
    if (!architecture) throw new NotFoundError('Architecture', id);
    return architecture;
  }

  /** @throws NotFoundError, AlreadyExistsError when the project has one of that name, or a preset has it */
  async update(
    id: string,
    changes: { readonly name?: string; readonly description?: string; readonly archivedAt?: Date | null },
  ): Promise<void> {
    if (changes.name !== undefined) await this.#requireNoPreset(changes.name);
    try {
      await this.db.prisma.architecture.update({ where: { id }, data: changes });
    } catch (error) {
      throw namedError(error, changes.name ?? id);
    }
  }

  /** @throws AlreadyExistsError when the project has one of that name, or a preset has it */
  async create(architecture: NewArchitecture): Promise<Architecture> {
    const { spec, ...columns } = architecture;
    await this.#requireNoPreset(architecture.name);
    try {
      return await this.db.prisma.architecture.create({
        data: { id: newId(), ...columns, spec: toJsonColumn(spec), specHash: hashOf(spec) },
      });
    } catch (error) {
      throw namedError(error, architecture.name);
    }
  }

  async #requireNoPreset(name: string): Promise<void> {
    const taken = await this.db.prisma.architecture.findFirst({ where: { projectId: null, name } });
    if (taken) throw new AlreadyExistsError('Architecture', name);
  }
}

function namedError(error: unknown, key: string): unknown {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return error;
  if (error.code === 'P2002') return new AlreadyExistsError('Architecture', key);
  return error.code === 'P2025' ? new NotFoundError('Architecture', key) : error;
}

/** The kind of feature row a preset reads; null for layers JSON, which states its own input shape. */
export function inputKindOf(spec: ArchitectureSpec): string | null {
  return spec.kind === 'preset' ? PRESET_FACTS[spec.preset].inputKind : null;
}
