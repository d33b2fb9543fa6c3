import { type Database, EvidenceRepository, notifyChange, type RunRow } from '@voxboard/db';
import { InvalidInputError, type RunEvidence, type Split } from '@voxboard/domain';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import type { CertificateService } from './certificate.service.js';
import { ClipDirectory } from './clip-directory.js';
import type { UploadRunEvidenceInput } from './evidence.input.js';
import { EvidenceSchema } from './evidence-schema.js';

type Statement = z.output<typeof EvidenceSchema>;
const ReplySchema = z.object({ runId: z.string() });

const PART: Readonly<Record<Split, 'train' | 'validation' | 'test'>> = {
  TRAIN: 'train',
  VALIDATION: 'validation',
  TEST: 'test',
};

/** What scripts state of how their runs were made. */
export class EvidenceService {
  constructor(
    private readonly db: Database,
    private readonly readers: Readers,
    private readonly certificates: CertificateService,
    private readonly idempotency: IdempotencyService,
  ) {}

  /** @throws InvalidInputError, NotFoundError */
  async upload(input: UploadRunEvidenceInput): Promise<RunRow> {
    const runId = requireUuid('Run', input.runId);
    const run = await this.#uploadTo(runId, input.task);
    const statement = parseInput(EvidenceSchema, input);
    const directory = await this.#clipsOf(statement);
    const evidence = {
      task: statement.task,
      protocol: statement.protocol,
      labels: statement.labels,
      clips: directory.source,
      evidence: toEvidence(statement, directory),
    };
    await this.idempotency.once(
      { key: input.idempotencyKey, operation: 'uploadRunEvidence', input: { runId, statement } },
      ReplySchema,
      async (tx) => {
        await new EvidenceRepository(tx).save(runId, evidence);
        return { runId };
      },
    );
    if (run.status === 'FINISHED') {
      await this.certificates.issue(runId);
      await notifyChange(this.db, { kind: 'run-status', projectId: run.projectId, runId, status: run.status });
    }
    return run;
  }

  async #uploadTo(runId: string, task: Statement['task']): Promise<RunRow> {
    const [row] = await this.readers.run.byIds([runId]);
    const run = required(row, 'Run', runId);
    if (run.source === 'LAUNCHED') {
      throw new InvalidInputError(`Run ${runId} is trained by Voxboard's own workers, which state how they do it.`, {
        path: ['runId'],
      });
    }
    if (run.status !== 'RUNNING' && run.status !== 'FINISHED') {
      throw new InvalidInputError(`Run ${runId} is ${run.status}: it has no result to audit.`, { path: ['runId'] });
    }
    const [experiment] = await this.readers.experiment.byIds([run.experimentId]);
    if (experiment?.task != null && experiment.task !== task) {
      throw new InvalidInputError(`The run's experiment predicts ${experiment.task}, not ${task}.`, { path: ['task'] });
    }
    return run;
  }

  async #clipsOf({ datasetVersionId, clips }: Statement): Promise<ClipDirectory> {
    if (clips != null && datasetVersionId == null) return ClipDirectory.ofList(clips);
    if (clips != null || datasetVersionId == null) {
      throw new InvalidInputError('Give either datasetVersionId or clips: rows name the recordings of one of them.', {
        path: ['datasetVersionId'],
      });
    }
    const versionId = requireUuid('Dataset version', datasetVersionId);
    const [version] = await this.readers.dataset.versionsByIds([versionId]);
    required(version, 'Dataset version', versionId);
    return ClipDirectory.ofVersion(this.db, versionId);
  }
}

function toEvidence(statement: Statement, directory: ClipDirectory): RunEvidence {
  const { trained, validated, tested, fitted, unlabelled, stoppedOn, tunedOn, usedLabels, labels } = statement;
  const hasSelection = stoppedOn != null || tunedOn != null;
  const [watched] = stoppedOn ?? [];
  return {
    version: 1,
    trained: directory.rows(trained, 'trained'),
    validated: directory.rows(validated, 'validated'),
    tested: directory.rows(tested, 'tested'),
    fitted: fitted == null ? null : directory.rows(fitted, 'fitted'),
    unlabelled: unlabelled == null ? null : directory.rows(unlabelled, 'unlabelled'),
    selection:
      hasSelection && stoppedOn != null
        ? {
            stoppedOn: watched === undefined ? 'nothing' : PART[watched],
            tunedOn: tunedOn == null ? null : tunedOn.map((part) => PART[part]),
          }
        : null,
    labels: usedLabels == null ? null : directory.labels(usedLabels, labels),
  };
}
