import type { FeatureSetRow } from '@voxboard/db';
import type { BlobStore } from '@voxboard/domain';
import { type Request, Router } from 'express';
import { z } from 'zod';
import type { Gatekeeper } from '../access/gatekeeper.js';
import { featureCsv } from '../exports/feature-csv.js';
import { featureParquet } from '../exports/feature-parquet.js';
import { featureTable } from '../exports/feature-table.js';
import { type FigureService, requireMatrix } from '../figures/figure.service.js';
import { parseInput, requireUuid } from '../modules/shared/parse-input.js';
import { required } from '../modules/shared/required.js';
import type { Readers } from '../readers.js';
import { sendBlob } from './send-blob.js';
import { sendBytes } from './send-bytes.js';
import { sendPieces } from './send-pieces.js';
import { answering } from './send-problem.js';

const CSV = 'text/csv; charset=utf-8';
const StatisticsQuerySchema = z.object({
  row: z.coerce.number().int().min(0).max(31).default(0),
  by: z.enum(['EMOTION', 'GENDER', 'INTENSITY', 'SPEAKER']).default('EMOTION'),
});

/** Files of a feature set, below `/feature-sets/:id/`. */
export function featureSetRoutes(
  readers: Readers,
  blobs: BlobStore,
  figures: FigureService,
  gatekeeper: Gatekeeper,
): Router {
  const router = Router();

  const setOf = async (request: Request<{ id: string }>): Promise<FeatureSetRow> => {
    const featureSetId = requireUuid('Feature set', request.params.id);
    await gatekeeper.of(request).visibility.requireId('Feature set', featureSetId);
    const [set] = await readers.featureSet.byIds([featureSetId]);
    return required(set, 'Feature set', featureSetId);
  };
  const tableOf = (set: FeatureSetRow) =>
    featureTable(set, { blobs, clipsOf: (versionId, from, count) => readers.clip.ofVersion(versionId, from, count) });

  router.get(
    '/feature-sets/:id/matrix.npy',
    answering<{ id: string }>(async (request, response) => {
      const set = await setOf(request);
      const file = { mediaType: 'application/octet-stream', fileName: `${set.name}.npy` };
      await sendBlob(blobs, { sha256: requireMatrix(set), ...file }, request, response);
    }),
  );
  router.get(
    '/feature-sets/:id/index.csv',
    answering<{ id: string }>(async (request, response) => {
      const set = await setOf(request);
      requireMatrix(set);
      const file = { mediaType: CSV, fileName: `${set.name}-index.csv` };
      // A set of before there were indexes; the table of no features says the same.
      if (set.indexSha256 === null) {
        await sendPieces(featureCsv({ ...tableOf(set), columnNames: [] }), file, request, response);
      } else await sendBlob(blobs, { sha256: set.indexSha256, ...file }, request, response);
    }),
  );
  router.get(
    '/feature-sets/:id/statistics.csv',
    answering<{ id: string }>(async (request, response) => {
      const set = await setOf(request);
      const bytes = await figures.statisticsCsv(set, parseInput(StatisticsQuerySchema, request.query));
      await sendBytes(bytes, { mediaType: CSV, fileName: `${set.name}-statistics.csv` }, request, response);
    }),
  );
  router.get(
    '/feature-sets/:id/features.csv',
    answering<{ id: string }>(async (request, response) => {
      const set = await setOf(request);
      const file = { mediaType: CSV, fileName: `${set.name}.csv` };
      await sendPieces(featureCsv(tableOf(set)), file, request, response);
    }),
  );
  router.get(
    '/feature-sets/:id/features.parquet',
    answering<{ id: string }>(async (request, response) => {
      const set = await setOf(request);
      const file = { mediaType: 'application/vnd.apache.parquet', fileName: `${set.name}.parquet` };
      await sendPieces(featureParquet(tableOf(set)), file, request, response);
    }),
  );
  return router;
}
