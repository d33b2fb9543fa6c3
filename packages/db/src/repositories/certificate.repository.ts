import { canonicalJson, certifiedStatus, type RunCertificate } from '@voxboard/domain';
import type { Database } from '../database.js';
import { hashOf } from './hash.js';

/** Certificates of runs; a new audit of a run replaces its old one. */
export class CertificateRepository {
  constructor(private readonly db: Database) {}

  /** @returns the certificate's hash */
  async save(document: RunCertificate): Promise<string> {
    const verdict = certifiedStatus(document);
    const { labels } = document.certificate;
    const hash = hashOf(document);
    await this.db.sql.query(
      `/* saveCertificate */ INSERT INTO run_certificate (run_id, verdict, labels, document, hash)
       VALUES ($1, $2, $3, $4::jsonb, $5)
       ON CONFLICT (run_id) DO UPDATE SET verdict = excluded.verdict, labels = excluded.labels,
         document = excluded.document, hash = excluded.hash, issued_at = now()`,
      [document.runId, verdict, labels, canonicalJson(document), hash],
    );
    return hash;
  }
}
