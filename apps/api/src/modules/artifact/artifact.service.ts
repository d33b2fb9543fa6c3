import { ArtifactRepository, type ArtifactRow, type Database } from '@voxboard/db';
import type { Readers } from '../../readers.js';
import { required } from '../shared/required.js';
import { TooLargeError } from './artifact.errors.js';
import { requireArtifactFolder, requireArtifactPath } from './artifact-path.js';

/** Largest artifact: sizes are 32-bit numbers in the schema. */
export const MAX_ARTIFACT_BYTES = 2_147_483_647;
const MAX_MEDIA_TYPE = 200;

/** Stores what a stream yields and returns its SHA-256. */
export interface StreamingBlobs {
  putStream(chunks: AsyncIterable<Uint8Array>): Promise<string>;
}

export interface IncomingFile {
  readonly path: string;
  readonly mediaType: string | undefined;
  /** Of the request, where it says so. */
  readonly statedBytes: number | null;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** A file or a folder, one level below the folder that was asked for. */
export interface ArtifactEntry {
  readonly path: string;
  readonly isFolder: boolean;
  /** null for folders. */
  readonly sizeBytes: number | null;
}

/** Files of runs that scripts log. */
export class ArtifactService {
  readonly #artifacts: ArtifactRepository;

  constructor(
    db: Database,
    private readonly readers: Readers,
    private readonly blobs: StreamingBlobs,
    private readonly maxBytes = MAX_ARTIFACT_BYTES,
  ) {
    this.#artifacts = new ArtifactRepository(db);
  }

  /**
   * Streams a file in; one of the same path is replaced once all of it is there.
   * @throws InvalidInputError, TooLargeError
   */
  async store(runId: string, file: IncomingFile): Promise<ArtifactRow> {
    const path = requireArtifactPath(file.path);
    if (file.statedBytes !== null && file.statedBytes > this.maxBytes)
      throw new TooLargeError('The file', this.maxBytes);
    const counter = { bytes: 0 };
    const sha256 = await this.blobs.putStream(counted(file.chunks, counter, this.maxBytes));
    const content = { sha256, sizeBytes: counter.bytes, mediaType: mediaTypeOf(file.mediaType) };
    const id = await this.#artifacts.save(runId, { path, ...content });
    const [row] = await this.readers.artifact.byIds([id]);
    return required(row, 'Artifact', id);
  }

  async find(runId: string, path: string): Promise<ArtifactRow | null> {
    return this.#artifacts.find(runId, requireArtifactPath(path));
  }

  /** What lies directly in a folder, by name. '' is the run's root. */
  async list(runId: string, folder: string): Promise<ArtifactEntry[]> {
    const [rows = []] = await this.readers.artifact.ofRuns([runId]);
    const within = requireArtifactFolder(folder);
    const prefix = within === '' ? '' : `${within}/`;
    const entries = new Map<string, ArtifactEntry>();
    for (const { path, sizeBytes } of rows) {
      if (!path.startsWith(prefix)) continue;
      const [name = '', ...rest] = path.slice(prefix.length).split('/');
      const entry = { path: `${prefix}${name}`, isFolder: rest.length > 0 };
      entries.set(entry.path, { ...entry, sizeBytes: entry.isFolder ? null : sizeBytes });
    }
    return [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** A file, or all below a folder. Returns how many files. */
  async remove(runId: string, path: string): Promise<number> {
    return this.#artifacts.remove(runId, requireArtifactPath(path));
  }
}

async function* counted(chunks: AsyncIterable<Uint8Array>, counter: { bytes: number }, most: number) {
  for await (const chunk of chunks) {
    counter.bytes += chunk.length;
    if (counter.bytes > most) throw new TooLargeError('The file', most);
    yield chunk;
  }
}

/** Without parameters; what is no media type is bytes. */
function mediaTypeOf(text: string | undefined): string {
  const [type = ''] = (text ?? '').split(';');
  const plain = type.trim().toLowerCase();
  const isOne = plain.length <= MAX_MEDIA_TYPE && /^[a-z0-9][\w!#$&^.+-]*\/[a-z0-9][\w!#$&^.+-]*$/.test(plain);
  return isOne ? plain : 'application/octet-stream';
}
