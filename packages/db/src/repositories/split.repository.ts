import { createHash } from 'node:crypto';
import { type Fold, type Protocol, splitManifest, type Task } from '@voxboard/domain';
import type { Database } from '../database.js';
import type { SplitPlan } from '../generated/client.js';
import { newId } from '../new-id.js';
import { hashOf } from './hash.js';
import { toJsonColumn } from './json.js';

export interface SplitKey {
  readonly datasetVersionId: string;
  readonly task: Task;
  readonly protocol: Protocol;
  readonly seed: number;
  readonly rowsPerClip: number;
}

export interface ComputedSplit {
  readonly folds: readonly Fold[];
  readonly balance: unknown;
}

/** Splits: explicit row lists, stored once for each (version, task, protocol, seed, rows a clip) and hashed. */
export class SplitRepository {
  constructor(private readonly db: Database) {}

  /** The stored split, or the one that `compute` makes, stored. */
  async ensure(key: SplitKey, compute: () => ComputedSplit): Promise<SplitPlan> {
    const { datasetVersionId, task, protocol, seed, rowsPerClip } = key;
    const protocolHash = hashOf(protocol);
    const unique = { datasetVersionId, task, protocolHash, seed, rowsPerClip };
    const where = { datasetVersionId_task_protocolHash_seed_rowsPerClip: unique };
    const existing = await this.db.prisma.splitPlan.findUnique({ where });
    if (existing) return existing;
    const { folds, balance } = compute();
    const stored = folds.map((fold) => ({
      train: fold.train.map(toPair),
      validation: fold.validation.map(toPair),
      test: fold.test.map(toPair),
    }));
    await this.db.prisma.splitPlan.createMany({
      data: {
        ...unique,
        id: newId(),
        protocol,
        protocolName: protocol.name,
        foldCount: folds.length,
        folds: stored,
        splitHash: splitHash(folds),
        balance: toJsonColumn(balance),
      },
      skipDuplicates: true,
    });
    return this.db.prisma.splitPlan.findUniqueOrThrow({ where });
  }
}

/** SHA-256 of the split's manifest: the one split hash. */
export function splitHash(folds: readonly Fold[]): string {
  return createHash('sha256').update(splitManifest(folds)).digest('hex');
}

function toPair(row: { readonly clip: number; readonly augmentation: number }): [number, number] {
  return [row.clip, row.augmentation];
}
