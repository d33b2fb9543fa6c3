import { type UploadedFile, UploadFolders } from '@voxboard/blob-store';
import { type Database, UploadRepository, type UploadRow } from '@voxboard/db';
import { InvalidInputError, NotReadyError } from '@voxboard/domain';
import { z } from 'zod';
import type { Clock } from '../../clock.js';
import type { Readers } from '../../readers.js';
import { requireArtifactPath } from '../artifact/artifact-path.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { asUuid, parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { NameSchema } from '../shared/text-schemas.js';
import type { CreateUploadInput } from './upload.input.js';

const GIB = 2 ** 30;
export const UPLOAD_LIMITS = {
  files: 100_000,
  bytes: 200 * GIB,
  /** Left free on the disk for everything else. */
  reserveBytes: GIB,
  keptHours: 48,
} as const;

const NewUploadSchema = z.object({
  projectSlug: z.string(),
  name: NameSchema,
  kind: z.enum(['ZIP', 'FOLDER']),
  fileCount: z.number().int().min(1).max(UPLOAD_LIMITS.files),
  totalBytes: z.number().int().min(1).max(UPLOAD_LIMITS.bytes),
});
const ReplySchema = z.object({ uploadId: z.string() });
/** As the tus store notes it beside each file. */
const NoteSchema = z.object({
  size: z.number().int().min(0),
  metadata: z.object({ path: z.string() }),
});

/** How far an upload has come. */
export interface UploadState {
  readonly files: readonly UploadedFile[];
  readonly isComplete: boolean;
}

/** Recordings that are sent to the server before they are imported. */
export class UploadService {
  readonly #uploads: UploadRepository;
  readonly folders: UploadFolders;

  constructor(
    db: Database,
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
    dataDir: string,
    private readonly now: Clock,
  ) {
    this.#uploads = new UploadRepository(db);
    this.folders = new UploadFolders(dataDir);
  }

  /** @throws InvalidInputError also when the disk has no room · NotFoundError when there is no such project */
  async create({ idempotencyKey: key, ...input }: CreateUploadInput): Promise<UploadRow> {
    const wanted = parseInput(NewUploadSchema, input);
    if (wanted.kind === 'ZIP' && wanted.fileCount !== 1) {
      throw new InvalidInputError('A zip is one file. Upload a folder for more.', { path: ['fileCount'] });
    }
    const project = required(await this.readers.project.bySlug(wanted.projectSlug), 'Project', wanted.projectSlug);
    const request = { key, operation: 'createUpload', input: wanted };
    const { uploadId } = await this.idempotency.once(request, ReplySchema, async (tx) => {
      const uploads = new UploadRepository(tx);
      await this.#requireRoom(uploads, wanted.totalBytes);
      const { name, kind, fileCount, totalBytes } = wanted;
      const expiresAt = new Date(this.now().getTime() + UPLOAD_LIMITS.keptHours * 3_600_000);
      return {
        uploadId: await uploads.create({ projectId: project.id, name, kind, fileCount, totalBytes, expiresAt }),
      };
    });
    return this.require(uploadId);
  }

  async byId(id: string): Promise<UploadRow | null> {
    const uploadId = asUuid(id);
    return uploadId === null ? null : this.#uploads.byId(uploadId);
  }

  /** @throws NotFoundError */
  async require(id: string): Promise<UploadRow> {
    return required(await this.byId(id), 'Upload', id);
  }

  async stateOf(upload: UploadRow): Promise<UploadState> {
    if (await this.folders.isAssembled(upload.id)) return { files: [], isComplete: true };
    const files = await this.folders.files(upload.id, noteOf);
    const done = files.filter(({ sizeBytes, receivedBytes }) => receivedBytes === sizeBytes);
    return { files, isComplete: done.length === upload.fileCount };
  }

  /** Puts the files of a finished upload where an import reads them. @throws NotReadyError */
  async assemble(upload: UploadRow): Promise<void> {
    const { files, isComplete } = await this.stateOf(upload);
    if (!isComplete) {
      const done = files.filter(({ sizeBytes, receivedBytes }) => receivedBytes === sizeBytes).length;
      throw new NotReadyError(
        `The upload is not finished: ${done} of ${upload.fileCount} files are there. Upload the rest first.`,
        { path: ['uploadId'] },
      );
    }
    await this.folders.assemble(upload.id, files);
  }

  /** With all its files. One that is not there is no error. */
  async cancel(id: string, key: string | null): Promise<string> {
    const uploadId = requireUuid('Upload', id);
    await this.idempotency.once({ key, operation: 'cancelUpload', input: { uploadId } }, ReplySchema, async (tx) => {
      const uploads = new UploadRepository(tx);
      if (await uploads.byId(uploadId)) await uploads.delete(uploadId);
      return { uploadId };
    });
    await this.folders.remove(uploadId);
    return uploadId;
  }

  /** Removes what is past its time, and folders that no upload owns any more. Returns how many. */
  async removeExpired(): Promise<number> {
    const expired = await this.#uploads.expired(this.now());
    for (const id of expired) {
      await this.#uploads.delete(id);
      await this.folders.remove(id);
    }
    const ids = (await this.folders.ids()).filter((id) => asUuid(id) !== null);
    const known = await this.#uploads.known(ids);
    const orphans = ids.filter((id) => !known.has(id));
    for (const id of orphans) await this.folders.remove(id);
    return expired.length + orphans.length;
  }

  async #requireRoom(uploads: UploadRepository, bytes: number): Promise<void> {
    const free = (await this.folders.freeBytes()) - UPLOAD_LIMITS.reserveBytes;
    const promised = await uploads.promisedBytes();
    if (bytes + promised <= free) return;
    throw new InvalidInputError(
      `The server's disk has no room for ${bytes} bytes more. Free some, or wait until other uploads are imported.`,
      { path: ['totalBytes'] },
    );
  }
}

function noteOf(json: unknown): { path: string; sizeBytes: number } | null {
  const note = NoteSchema.safeParse(json);
  if (!note.success) return null;
  return { path: requireArtifactPath(note.data.metadata.path), sizeBytes: note.data.size };
}
