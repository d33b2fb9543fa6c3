import type { ModelVersionRow } from '@voxboard/db';
import { type BlobStore, TrainingFactsSchema } from '@voxboard/domain';
import { Zip, ZipPassThrough } from 'fflate';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import { required } from '../shared/required.js';

const PIECE_BYTES = 1 << 20;
const CARD = 'voxboard.json';

/**
 * A model version as one file that needs nothing else: the TensorFlow.js model, and a manifest that says how a
 * recording becomes what it reads, what comes out, what it was trained on and how well it did.
 * @throws NotFoundError
 */
export async function modelBundle(
  readers: Readers,
  blobs: Pick<BlobStore, 'get' | 'getRange'>,
  versionId: string,
): Promise<{ fileName: string; pieces: AsyncIterable<Uint8Array> }> {
  const [row] = await readers.modelVersion.byIds([versionId]);
  const version = required(row, 'Model version', versionId);
  const [found] = await readers.model.byIds([version.modelId]);
  const model = required(found, 'Model', version.modelId);
  const [files = []] = await readers.modelVersion.filesOf([versionId]);
  const card = required(
    files.find(({ path }) => path === CARD),
    'File',
    CARD,
  );
  const cardFields = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(new TextDecoder().decode(await blobs.get(card.sha256))));
  const facts = manifestFacts({ name: model.name, description: model.description }, version);
  const manifest = new TextEncoder().encode(`${JSON.stringify({ ...cardFields, ...facts }, null, 2)}\n`);
  const others = files.filter(({ path }) => path !== CARD);
  return { fileName: `${model.name}-v${version.number}.zip`, pieces: zipped(blobs, others, manifest) };
}

function manifestFacts(model: { readonly name: string; readonly description: string }, version: ModelVersionRow) {
  const { number, notes, createdAt, protocolName, auditStatus, certificateHash } = version;
  const { uar, uarLower, uarUpper, accuracy, macroF1, testClipCount, testSpeakerCount } = version;
  return {
    model: { ...model, version: number, notes, registeredAt: createdAt.toISOString() },
    score: { uar, uarLower, uarUpper, accuracy, macroF1, testClipCount, testSpeakerCount, protocol: protocolName },
    audit: {
      status: auditStatus,
      certificateSha256: certificateHash,
      objections: version.objections,
      overrideReason: version.overrideReason,
    },
    training: TrainingFactsSchema.parse(version.facts),
    use: 'Trained on acted speech. It does not tell what a person feels; do not judge people by it.',
  };
}

/** Weights hardly shrink: they are stored as they are, piece by piece. */
async function* zipped(
  blobs: Pick<BlobStore, 'getRange'>,
  files: readonly { readonly path: string; readonly sha256: string; readonly sizeBytes: number }[],
  manifest: Uint8Array,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, data) => {
    if (error) failure = error;
    else ready.push(data);
  });
  const drain = () => {
    if (failure !== null) throw failure;
    return ready.splice(0);
  };
  const card = new ZipPassThrough(CARD);
  zip.add(card);
  card.push(manifest, true);
  yield* drain();
  for (const { path, sha256, sizeBytes } of files) {
    const entry = new ZipPassThrough(path);
    zip.add(entry);
    for (let at = 0; at < sizeBytes; at += PIECE_BYTES) {
      const end = Math.min(at + PIECE_BYTES, sizeBytes);
      entry.push(await blobs.getRange(sha256, at, end), end === sizeBytes);
      yield* drain();
    }
  }
  zip.end();
  yield* drain();
}
