import type { Database } from '../database.js';

export interface StoredFingerprint {
  readonly sha256: string;
  /** Null where the recording could not be read. */
  readonly words: Uint32Array | null;
}

/** A pair of clips by position, and the share of fingerprint bits that differ. */
export type StoredPair = readonly [first: number, second: number, bitErrorRate: number];

export interface NearDuplicates {
  readonly pairs: readonly StoredPair[];
  /** Positions of clips without a fingerprint. */
  readonly unheard: readonly number[];
}

/** What recordings sound like, by content, and which clips of a dataset version sound alike. */
export class FingerprintRepository {
  constructor(
    private readonly db: Database,
    /** Of the way fingerprints are made; others are not looked at. */
    private readonly version: number,
  ) {}

  /** Those that are there, in no particular order. */
  async find(sha256s: readonly string[]): Promise<StoredFingerprint[]> {
    const { rows } = await this.db.sql.query<{ sha256: string; words: Buffer | null }>(
      '/* findFingerprints */ SELECT sha256, words FROM clip_fingerprint WHERE version = $1 AND sha256 = ANY ($2)',
      [this.version, sha256s],
    );
    return rows.map(({ sha256, words }) => ({ sha256, words: words && decodeWords(words) }));
  }

  async store({ sha256, words }: StoredFingerprint): Promise<void> {
    await this.db.sql.query(
      `/* storeFingerprint */ INSERT INTO clip_fingerprint (sha256, version, words) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING`,
      [sha256, this.version, words && encodeWords(words)],
    );
  }

  async findScan(datasetVersionId: string): Promise<NearDuplicates | null> {
    const { rows } = await this.db.sql.query<NearDuplicates>(
      `/* findScan */ SELECT pairs, unheard FROM near_duplicate_scan WHERE dataset_version_id = $1 AND version = $2`,
      [datasetVersionId, this.version],
    );
    return rows[0] ?? null;
  }

  /** The first scan stands: what certificates were made from does not change under them. */
  async storeScan(datasetVersionId: string, { pairs, unheard }: NearDuplicates): Promise<void> {
    await this.db.sql.query(
      `/* storeScan */ INSERT INTO near_duplicate_scan (dataset_version_id, version, pairs, unheard)
       VALUES ($1, $2, $3::jsonb, $4) ON CONFLICT DO NOTHING`,
      [datasetVersionId, this.version, JSON.stringify(pairs), unheard],
    );
  }
}

function encodeWords(words: Uint32Array): Buffer {
  const bytes = Buffer.alloc(words.length * 4);
  words.forEach((word, i) => {
    bytes.writeUInt32LE(word, i * 4);
  });
  return bytes;
}

function decodeWords(bytes: Buffer): Uint32Array {
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32LE(i * 4));
}
