import { FileStore } from '@tus/file-store';
import { Server, type Upload } from '@tus/server';
import type { UploadRow } from '@voxboard/db';
import { DomainError } from '@voxboard/domain';
import { type Request, Router } from 'express';
import type { Logger } from 'pino';
import type { Gatekeeper } from '../access/gatekeeper.js';
import { requireArtifactPath } from '../modules/artifact/artifact-path.js';
import type { UploadService } from '../modules/upload/upload.service.js';

const MAX_METADATA = 8192;
/** `/uploads/<upload>` and `/uploads/<upload>/<key>`. */
const ADDRESS = /^\/uploads\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/([a-z0-9]{1,64}))?\/?$/;
const METHODS = ['POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS'];

/** What a refused tus request is answered with. */
interface TusRefusal {
  readonly status_code: number;
  readonly body: string;
}

/**
 * Resumable uploads by the tus protocol: a POST to the address of an upload begins a file, PATCH adds to it, HEAD says how
 * far it is. Its metadata are `path`, its place in the folder, and `key`, the name of its address.
 */
export function uploadRoutes(uploads: UploadService, gatekeeper: Gatekeeper, log: Logger): Router {
  const router = Router();
  const ledger = new Ledger(uploads);
  const server = new Server({
    path: '/uploads',
    datastore: new FileStore({ directory: uploads.folders.root }),
    relativeLocation: true,
    allowedOrigins: () => false,
    generateUrl: (_request, { path, id }) => `${path}/${id.replace('/incoming/', '/')}`,
    getFileIdFromRequest: ({ url }) => {
      const [, uploadId, key] = ADDRESS.exec(new URL(url).pathname) ?? [];
      return uploadId && key ? `${uploadId}/incoming/${key}` : undefined;
    },
    namingFunction: ({ url }, metadata) => {
      const [, uploadId] = ADDRESS.exec(new URL(url).pathname) ?? [];
      const key = metadata?.key ?? '';
      if (!uploadId || !/^[a-z0-9]{1,64}$/.test(key)) {
        throw refusal(400, 'Give "key" in Upload-Metadata: 1 to 64 lower-case letters and digits.');
      }
      return `${uploadId}/incoming/${key}`;
    },
    onUploadCreate: async (_request, upload) => {
      await ledger.admit(upload);
      return {};
    },
    onResponseError: (_request, error) => {
      if ('status_code' in error) return undefined;
      log.warn({ err: error }, 'an upload could not be taken');
      return {
        status_code: 500,
        body: 'The file could not be stored. Try again; the server has the reason in its log.\n',
      };
    },
  });
  router.all('/uploads{/*rest}', async (request, response) => {
    const row = await visibleUpload(request, uploads, gatekeeper);
    const wanted =
      METHODS.includes(request.method) && String(request.headers['upload-metadata'] ?? '').length <= MAX_METADATA;
    if (row === null || !wanted) {
      response
        .status(row === null ? 404 : 400)
        .json({ error: row === null ? 'There is no such upload.' : 'Not a tus request.' });
      return;
    }
    await server.handle(request, response);
  });
  return router;
}

/** null also for whoever may not change the project. */
async function visibleUpload(
  request: Request,
  uploads: UploadService,
  gatekeeper: Gatekeeper,
): Promise<UploadRow | null> {
  const [, id] = ADDRESS.exec(request.path) ?? [];
  const row = id === undefined ? null : await uploads.byId(id);
  return row && gatekeeper.of(request).viewer.may('EDITOR', row.projectId) ? row : null;
}

/** Keeps an upload to what was announced: as many files, as many bytes. */
class Ledger {
  readonly #begun = new Map<string, Promise<Map<string, number>>>();

  constructor(private readonly uploads: UploadService) {}

  /** @throws TusRefusal */
  async admit({ id, size, metadata }: Upload): Promise<void> {
    const [uploadId = '', , key = ''] = id.split('/');
    const row = await this.uploads.byId(uploadId);
    if (!row) throw refusal(404, 'There is no such upload.');
    if (size === undefined) throw refusal(400, 'Give Upload-Length: the size must be known from the start.');
    requirePath(metadata?.path ?? '');
    const files = await this.#filesOf(row);
    if (files.has(key))
      throw refusal(409, 'A file with this key has begun already: ask its address by HEAD and go on.');
    const bytes = [...files.values()].reduce((sum, one) => sum + one, 0) + size;
    if (files.size >= row.fileCount || bytes > row.totalBytes) {
      throw refusal(413, `The upload was announced with ${row.fileCount} files of ${row.totalBytes} bytes together.`);
    }
    files.set(key, size);
  }

  #filesOf(row: UploadRow): Promise<Map<string, number>> {
    const known = this.#begun.get(row.id);
    if (known) return known;
    const read = this.uploads
      .stateOf(row)
      .then(({ files }) => new Map(files.map(({ key, sizeBytes }) => [key, sizeBytes])));
    this.#begun.set(row.id, read);
    const [oldest] = this.#begun.keys();
    if (this.#begun.size > 1000 && oldest !== undefined) this.#begun.delete(oldest);
    return read;
  }
}

/** @throws TusRefusal */
function requirePath(path: string): void {
  try {
    requireArtifactPath(path);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw refusal(400, error.message);
  }
}

function refusal(status_code: number, message: string): TusRefusal {
  return { status_code, body: `${message}\n` };
}
