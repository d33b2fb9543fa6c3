import { type DatasetImportRow, DatasetRepository, type DatasetRow } from '@voxboard/db';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { NameSchema } from '../shared/text-schemas.js';
import type { ImportDatasetInput } from './dataset-import.input.js';

const NewImportSchema = z.object({
  projectSlug: z.string(),
  name: NameSchema,
  format: z.enum(['ravdess', 'manifest'], 'must be "ravdess" or "manifest"'),
  source: z.string().trim().min(1).max(4096),
});
const ReplySchema = z.object({ importId: z.string() });

export class DatasetService {
  constructor(
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
  ) {}

  /** @throws InvalidInputError, NotFoundError when there is no such project */
  async import({ idempotencyKey: key, ...input }: ImportDatasetInput): Promise<{
    import: DatasetImportRow;
    dataset: DatasetRow;
  }> {
    const wanted = parseInput(NewImportSchema, { ...input, format: input.format ?? 'ravdess' });
    const project = required(await this.readers.project.bySlug(wanted.projectSlug), 'Project', wanted.projectSlug);
    const { importId } = await this.idempotency.once(
      { key, operation: 'importDataset', input: wanted },
      ReplySchema,
      async (tx) => {
        const datasets = new DatasetRepository(tx);
        const dataset = await datasets.ensureDataset(project.id, wanted.name);
        return { importId: (await datasets.createImport(project.id, dataset.id, wanted.format, wanted.source)).id };
      },
    );
    const [row] = await this.readers.datasetImport.byIds([importId]);
    const created = required(row, 'Import', importId);
    const [dataset] = await this.readers.dataset.byIds([created.datasetId]);
    return { import: created, dataset: required(dataset, 'Dataset', created.datasetId) };
  }
}
