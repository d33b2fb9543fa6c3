import type { NewModelVersion, RunRow } from '@voxboard/db';
import { type AuditStatus, AuditStatusSchema, HyperparametersSchema, type TrainingFacts } from '@voxboard/domain';
import { PRINTED_DRAW, scoreInterval } from '@voxboard/evaluation';
import type { Readers } from '../../readers.js';
import { toConfusionMatrix, unflatten } from '../confusion-matrix/to-confusion-matrix.js';
import { toSpeakerCounts } from '../experiment/speaker-counts.js';
import { toBackendStatement } from '../run/to-backend-statement.js';

interface Gate {
  readonly protocolName: string | null;
  readonly auditStatus: AuditStatus;
}
type Scores = Pick<
  NewModelVersion,
  'uar' | 'uarLower' | 'uarUpper' | 'accuracy' | 'macroF1' | 'testClipCount' | 'testSpeakerCount'
>;

const NO_SCORES: Scores = {
  uar: null,
  uarLower: null,
  uarUpper: null,
  accuracy: null,
  macroF1: null,
  testClipCount: null,
  testSpeakerCount: null,
};

/** What is kept of a run with its model. */
export class RunFacts {
  constructor(private readonly readers: Readers) {}

  async gateOf(run: RunRow): Promise<Gate & { certificateHash: string | null }> {
    const [[certificate], [experiment]] = await Promise.all([
      this.readers.certificate.ofRuns([run.id]),
      this.readers.experiment.byIds([run.experimentId]),
    ]);
    const auditStatus = AuditStatusSchema.catch('UNVERIFIED').parse(certificate?.verdict ?? 'UNVERIFIED');
    return { protocolName: experiment?.protocolName ?? null, auditStatus, certificateHash: certificate?.hash ?? null };
  }

  async of(
    run: RunRow,
  ): Promise<Omit<NewModelVersion, 'runId' | 'notes' | 'objections' | 'overrideReason' | 'files'> & Gate> {
    const [gate, scores, facts] = await Promise.all([this.gateOf(run), this.#scores(run), this.#training(run)]);
    return { ...gate, ...scores, parameterCount: run.parameterCount, facts };
  }

  /** Of this run's own test part, with the interval over its speakers. */
  async #scores(run: RunRow): Promise<Scores> {
    const [[matrices = []], speakers] = await Promise.all([
      this.readers.confusionMatrix.ofRuns([run.id]),
      this.readers.score.speakerCountsOfRun(run.id),
    ]);
    const stored = matrices.find(({ split }) => split === 'TEST');
    if (!stored) return NO_SCORES;
    const { uar, accuracy, macroF1, total } = scoresOf(unflatten(stored.labels, stored.counts));
    const rest = { uar, accuracy, macroF1, testClipCount: total };
    if (speakers.length === 0) return { ...NO_SCORES, ...rest };
    const counts = toSpeakerCounts(speakers, stored.labels.length);
    const { lower, upper } = scoreInterval(counts, 'uar', PRINTED_DRAW);
    const bound = (value: number) => (Number.isNaN(value) ? null : value);
    return { ...rest, uarLower: bound(lower), uarUpper: bound(upper), testSpeakerCount: counts.speakers.length };
  }

  async #training(run: RunRow): Promise<TrainingFacts> {
    const { readers } = this;
    const [[project], [experiment], [plan]] = await Promise.all([
      readers.project.byIds([run.projectId]),
      readers.experiment.byIds([run.experimentId]),
      run.splitPlanId === null ? [null] : readers.splitPlan.byIds([run.splitPlanId]),
    ]);
    const [[architecture], [version], trained] = await Promise.all([
      experiment?.architectureId == null ? [null] : readers.architecture.byIds([experiment.architectureId]),
      plan ? readers.dataset.versionsByIds([plan.datasetVersionId]) : [null],
      plan && run.foldIndex !== null ? readers.modelVersion.trainedPart(plan.id, run.foldIndex) : null,
    ]);
    const [dataset] = version ? await readers.dataset.byIds([version.datasetId]) : [null];
    const hyperparameters = HyperparametersSchema.partial().safeParse(experiment?.hyperparameters);
    return {
      projectSlug: project?.slug ?? '',
      experiment: { id: run.experimentId, name: experiment?.name ?? '' },
      run: {
        id: run.id,
        name: run.name,
        seed: run.seed,
        foldIndex: run.foldIndex,
        foldCount: plan?.foldCount ?? null,
        finishedAt: run.finishedAt?.toISOString() ?? null,
      },
      architecture: architecture?.name ?? null,
      dataset:
        dataset && version
          ? {
              name: dataset.name,
              versionNumber: version.number,
              contentHash: version.contentHash,
              clipCount: version.clipCount,
              speakerCount: version.speakerCount,
            }
          : null,
      trained,
      hyperparameters: hyperparameters.data ?? null,
      backend: toBackendStatement(run.backend)?.name ?? null,
    };
  }
}

function scoresOf(matrix: ReturnType<typeof unflatten>) {
  const { uar, accuracy, macroF1, classes } = toConfusionMatrix('TEST', matrix);
  return { uar, accuracy, macroF1, total: classes.reduce((sum, { support }) => sum + support, 0) };
}
