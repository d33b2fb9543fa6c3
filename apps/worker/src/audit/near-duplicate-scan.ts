import { DatasetRepository, FingerprintRepository, type NearDuplicates } from '@voxboard/db';
import { DomainError } from '@voxboard/domain';
import { FINGERPRINT_VERSION, type Fingerprint, findNearDuplicates } from '@voxboard/evaluation';
import type { JobContext } from '../jobs/job-context.js';
import { Fingerprinter } from './fingerprinter.js';

type ScanContext = Pick<JobContext, 'db' | 'blobs'>;

/**
 * The pairs of recordings of a dataset version that sound alike: found once and stored. Fingerprints are kept by
 * content, so that another version, or a scan that was interrupted, computes only what is new.
 * @throws the signal's reason when aborted
 */
export async function ensureNearDuplicateScan(
  { db, blobs }: ScanContext,
  datasetVersionId: string,
  signal: AbortSignal,
  log: (line: string) => Promise<void>,
): Promise<NearDuplicates> {
  const store = new FingerprintRepository(db, FINGERPRINT_VERSION);
  const known = await store.findScan(datasetVersionId);
  if (known) return known;
  const clips = await new DatasetRepository(db).clips(datasetVersionId);
  const hashes = [...new Set(clips.map(({ sha256 }) => sha256))];
  const byHash = new Map<string, Fingerprint | null>();
  for (const { sha256, words } of await store.find(hashes)) byHash.set(sha256, words);
  await log(`Comparing ${clips.length} recordings by sound, once for this dataset version.`);
  const fingerprinter = new Fingerprinter();
  for (const sha256 of hashes) {
    if (byHash.has(sha256)) continue;
    signal.throwIfAborted();
    const words = await listen(fingerprinter, await blobs.get(sha256));
    await store.store({ sha256, words });
    byHash.set(sha256, words);
  }
  const words = clips.map(({ sha256 }) => byHash.get(sha256) ?? null);
  const pairs = findNearDuplicates(words);
  const scan: NearDuplicates = {
    pairs: pairs.map(({ first, second, bitErrorRate }) => [first, second, bitErrorRate] as const),
    unheard: clips.flatMap(({ position }, i) => (words[i] === null ? [position] : [])),
  };
  await store.storeScan(datasetVersionId, scan);
  // Another worker may have been first: its scan stands.
  return (await store.findScan(datasetVersionId)) ?? scan;
}

/** Null where the recording cannot be read: the audit says so instead of the run failing. */
async function listen(fingerprinter: Fingerprinter, bytes: Uint8Array): Promise<Fingerprint | null> {
  try {
    return await fingerprinter.fingerprint(bytes);
  } catch (error) {
    if (error instanceof DomainError || error instanceof RangeError) return null;
    throw error;
  }
}
