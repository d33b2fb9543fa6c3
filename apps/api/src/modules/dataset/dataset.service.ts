import { type DatasetImportRow, DatasetRepository, type DatasetRow } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import { z } from 'zod';
import type { Clock } from '../../clock.js';
import type { Readers } from '../../readers.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { NameSchema } from '../shared/text-schemas.js';
import type { UploadService } from '../upload/upload.service.js';
import type { CancelImportInput, ImportDatasetInput } from './dataset-import.input.js';

const NewImportSchema = z.object({
  projectSlug: z.string(),
  name: NameSchema,
  format: z.enum(['ravdess', 'manifest'], 'must be "ravdess" or "manifest"'),
  source: z.string().trim().min(1).max(4096).nullish(),
  uploadId: z.string().nullish(),
});
const ReplySchema = z.object({ importId: z.string() });

export class DatasetService {
  constructor(
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
    private readonly uploads: UploadService,
    private readonly now: Clock,
  ) {}

  /** @throws NotFoundError · InvalidInputError when it has ended */
  async cancelImport({ importId: id, idempotencyKey: key }: CancelImportInput): Promise<DatasetImportRow> {
    const importId = requireUuid('Import', id);
    const [known] = await this.readers.datasetImport.byIds([importId]);
    required(known, 'Import', importId);
    await this.idempotency.once({ key, operation: 'cancelImport', input: { importId } }, ReplySchema, async (tx) => {
      if (await new DatasetRepository(tx).cancelImport(importId, this.now())) return { importId };
      throw new InvalidInputError(`The import has ended (${known?.status}): there is nothing to cancel.`, {
        path: ['importId'],
      });
    });
    const [row] = await this.readers.datasetImport.byIds([importId]);
    return required(row, 'Import', importId);
  }

  /** Where the worker finds the recordings, and what people are told of it. @throws InvalidInputError, NotFoundError, NotReadyError */
  async #sourceOf(
    { source, uploadId }: z.output<typeof NewImportSchema>,
    projectId: string,
  ): Promise<{ source: string; uploadId: string | null }> {
    if ((source == null) === (uploadId == null)) {
      throw new InvalidInputError('Give either "source", a path on the machine of the worker, or "uploadId".', {
        path: ['source'],
      });
    }
    if (uploadId == null) return { source: source ?? '', uploadId: null };
    const upload = await this.uploads.byId(uploadId);
    const own = required(upload?.projectId === projectId ? upload : null, 'Upload', uploadId);
    await this.uploads.assemble(own);
    return { source: own.name, uploadId: own.id };
  }

  /** @throws InvalidInputError, NotFoundError when there is no such project */
  async import({ idempotencyKey: key, ...input }: ImportDatasetInput): Promise<{
    import: DatasetImportRow;
    dataset: DatasetRow;
  }> {
    const wanted = parseInput(NewImportSchema, { ...input, format: input.format ?? 'ravdess' });
    const project = required(await this.readers.project.bySlug(wanted.projectSlug), 'Project', wanted.projectSlug);
    const { source, uploadId } = await this.#sourceOf(wanted, project.id);
    const { importId } = await this.idempotency.once(
      { key, operation: 'importDataset', input: wanted },
      ReplySchema,
      async (tx) => {
        const datasets = new DatasetRepository(tx);
        const dataset = await datasets.ensureDataset(project.id, wanted.name);
        return { importId: (await datasets.createImport(project.id, dataset.id, wanted.format, source, uploadId)).id };
      },
    );
    const [row] = await this.readers.datasetImport.byIds([importId]);
    const created = required(row, 'Import', importId);
    const [dataset] = await this.readers.dataset.byIds([created.datasetId]);
    return { import: created, dataset: required(dataset, 'Dataset', created.datasetId) };
  }
}
