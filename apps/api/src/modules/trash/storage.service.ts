import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Database, StorageReader } from '@voxboard/db';
import { asUuid } from '../shared/parse-input.js';
import type { DeletionPreview, StorageUsage } from './trash.type.js';

/** What things take up, and what deleting them would free. */
export class StorageService {
  readonly #reader: StorageReader;

  constructor(
    db: Pick<Database, 'sql'>,
    private readonly dataDir: string,
    private readonly defaultDays: number,
  ) {
    this.#reader = new StorageReader(db.sql);
  }

  /** Of experiments, with all their runs, and of single runs. Ids of nothing count nothing. */
  async preview(
    projectId: string,
    experimentIds: readonly string[],
    runIds: readonly string[],
  ): Promise<DeletionPreview> {
    const experiments = experimentIds.flatMap((id) => asUuid(id) ?? []);
    const runs = await this.#reader.runsOf(
      projectId,
      experiments,
      runIds.flatMap((id) => asUuid(id) ?? []),
    );
    const found = await this.#reader.freedBy(runs);
    const sizes = await this.#checkpoints(runs);
    return {
      ...found,
      experiments: new Set(experiments).size,
      runs: runs.length,
      checkpoints: sizes.length,
      checkpointBytes: sum(sizes),
      retentionDays: (await this.#reader.retentionOf(projectId)) ?? this.defaultDays,
    };
  }

  async usage(projectId: string): Promise<StorageUsage> {
    const usage = await this.#reader.usage(projectId);
    const checkpoints = await this.#checkpoints(await this.#reader.runsWithCheckpoints(projectId));
    return {
      ...usage,
      featureBytes: usage.featureBytes + sum(await this.#blobSizes(await this.#reader.featureBlobs(projectId))),
      checkpointBytes: sum(checkpoints),
      retentionDays: usage.retentionDays ?? this.defaultDays,
    };
  }

  async #checkpoints(runIds: readonly string[]): Promise<number[]> {
    const folder = join(this.dataDir, 'checkpoints');
    const wanted = new Set(runIds);
    const names = (await readdir(folder).catch((): string[] => [])).filter((name) =>
      wanted.has(name.split('.')[0] ?? ''),
    );
    return Promise.all(names.map(async (name) => (await stat(join(folder, name)).catch(() => null))?.size ?? 0));
  }

  #blobSizes(sha256s: readonly string[]): Promise<number[]> {
    const pathOf = (name: string) => join(this.dataDir, 'blobs', name.slice(0, 2), name.slice(2, 4), name);
    return Promise.all(sha256s.map(async (name) => (await stat(pathOf(name)).catch(() => null))?.size ?? 0));
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
