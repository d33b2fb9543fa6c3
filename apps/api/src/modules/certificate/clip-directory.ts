import { type Database, DatasetRepository, type EvidenceClip, type EvidenceClips } from '@voxboard/db';
import { InvalidInputError, rowPairs } from '@voxboard/domain';

interface NamedClip {
  readonly path: string;
  readonly sha256: string | null;
}

/** Finds clips by what scripts call them: their path, or the hash of their bytes. */
export class ClipDirectory {
  readonly #byPath: ReadonlyMap<string, number>;
  readonly #byHash = new Map<string, number[]>();

  private constructor(
    readonly source: EvidenceClips,
    private readonly clips: readonly NamedClip[],
  ) {
    this.#byPath = new Map(clips.map(({ path }, i) => [path, i]));
    clips.forEach(({ sha256 }, i) => {
      if (sha256 !== null) this.#byHash.set(sha256, [...(this.#byHash.get(sha256) ?? []), i]);
    });
  }

  static async ofVersion(db: Database, datasetVersionId: string): Promise<ClipDirectory> {
    return new ClipDirectory({ datasetVersionId }, await new DatasetRepository(db).clips(datasetVersionId));
  }

  /** @throws InvalidInputError when two clips have one name */
  static ofList(clips: readonly EvidenceClip[]): ClipDirectory {
    const directory = new ClipDirectory({ clips }, clips);
    const repeated = clips.find(({ path }, i) => directory.#byPath.get(path) !== i);
    if (repeated) {
      throw new InvalidInputError(`"${repeated.path}" is in the list twice. Give every recording a name of its own.`, {
        path: ['clips'],
      });
    }
    return directory;
  }

  /** @throws InvalidInputError for a name that no clip has, or that several share */
  rows(rows: readonly { readonly clip: string; readonly augmentation: number }[], part: string): [number, number][] {
    return rowPairs(
      rows.map(({ clip, augmentation }, i) => ({ clip: this.#find(clip, [part, String(i)]), augmentation })),
    );
  }

  /** Class index by clip. @throws InvalidInputError */
  labels(
    used: readonly { readonly clip: string; readonly label: string }[],
    names: readonly string[],
  ): (number | null)[] {
    const indices = this.clips.map((): number | null => null);
    used.forEach(({ clip, label }, i) => {
      const path = ['usedLabels', String(i)];
      const index = names.indexOf(label);
      if (index < 0) {
        throw new InvalidInputError(`"${label}" is none of the labels ${names.join(', ')}.`, {
          path: [...path, 'label'],
        });
      }
      indices[this.#find(clip, path)] = index;
    });
    return indices;
  }

  #find(name: string, path: readonly string[]): number {
    const byPath = this.#byPath.get(name);
    if (byPath !== undefined) return byPath;
    const [first, ...others] = this.#byHash.get(name) ?? [];
    const at = { path: [...path, 'clip'] };
    if (first === undefined) {
      throw new InvalidInputError(`No recording is called "${name}". Name rows by path or by SHA-256.`, at);
    }
    if (others.length > 0) {
      throw new InvalidInputError(`${others.length + 1} recordings have the hash "${name}". Name it by its path.`, at);
    }
    return first;
  }
}
