import { type Clip, canonicalJson, type ProtocolName, type RunEvidence, type Task } from '@voxboard/domain';
import type { Database } from '../database.js';
import { toJsonColumn } from './json.js';

/** A clip of an outside script's own list: what the audit reads of a clip. */
export type EvidenceClip = Pick<
  Clip,
  'path' | 'speaker' | 'gender' | 'emotion' | 'intensity' | 'statement' | 'repetition'
> & { readonly sha256: string | null };

/** Rows index the clips of a dataset version, or a list of the script's own. */
export type EvidenceClips = { readonly datasetVersionId: string } | { readonly clips: readonly EvidenceClip[] };

export interface EvidenceStatement {
  readonly task: Task;
  readonly protocol: ProtocolName;
  readonly labels: readonly string[];
  readonly clips: EvidenceClips;
  readonly evidence: RunEvidence;
}

/** What those who trained runs state of how they did it. Saying it again replaces it. */
export class EvidenceRepository {
  constructor(private readonly db: Database) {}

  async save(runId: string, statement: EvidenceStatement): Promise<void> {
    const { task, protocol, labels, clips, evidence } = statement;
    const [versionId, own] = 'clips' in clips ? [null, canonicalJson(clips.clips)] : [clips.datasetVersionId, null];
    await this.db.sql.query(
      `/* saveEvidence */ INSERT INTO run_evidence (run_id, task, protocol_name, labels, dataset_version_id, clips, evidence)
       VALUES ($1, $2::task, $3, $4, $5, $6::jsonb, $7::jsonb)
       ON CONFLICT (run_id) DO UPDATE SET task = excluded.task, protocol_name = excluded.protocol_name,
         labels = excluded.labels, dataset_version_id = excluded.dataset_version_id, clips = excluded.clips,
         evidence = excluded.evidence, created_at = now()`,
      [runId, task, protocol, labels, versionId, own, JSON.stringify(toJsonColumn(evidence))],
    );
  }
}
