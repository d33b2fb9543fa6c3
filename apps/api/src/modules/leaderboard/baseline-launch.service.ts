import { BoardReader, type Database, type FeatureSetRow } from '@voxboard/db';
import { InvalidInputError, ProtocolSchema, RecipeSchema, type Task } from '@voxboard/domain';
import type { Readers } from '../../readers.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { LaunchedPartsSchema } from '../template/launched-parts.js';
import { type PlannedLaunchService, protocolInput } from '../template/planned-launch.service.js';
import type { LaunchedPart } from '../template/template.type.js';
import type { LaunchBaselinesInput } from './baseline-launch.input.js';

const BASELINES = [
  { key: 'linear model', hyperparameters: {} },
  { key: 'shuffled labels', hyperparameters: { shuffleLabels: true } },
] as const;

/** Trains what a board is held against, on the features of its best experiment that a linear model can read. */
export class BaselineLaunchService {
  constructor(
    private readonly db: Database,
    private readonly readers: Readers,
    private readonly planned: PlannedLaunchService,
    private readonly idempotency: IdempotencyService,
  ) {}

  /** @throws NotFoundError · InvalidInputError where there are no features that a linear model can read */
  async launch({ idempotencyKey: key, ...input }: LaunchBaselinesInput): Promise<LaunchedPart[]> {
    const request = { key, operation: 'launchBaselines', input };
    return (
      await this.idempotency.onceInSteps(request, LaunchedPartsSchema, async () => ({
        parts: await this.#launch(input),
      }))
    ).parts;
  }

  async #launch({ projectSlug, task, datasetVersionId, protocolHash }: Omit<LaunchBaselinesInput, 'idempotencyKey'>) {
    const project = required(await this.readers.project.bySlug(projectSlug), 'Project', projectSlug);
    const versionId = requireUuid('Dataset version', datasetVersionId);
    const key = { projectId: project.id, task, datasetVersionId: versionId, protocolHash };
    const stored = required(await this.readers.leaderboard.protocolOf(key), 'Leaderboard', protocolHash);
    const protocol = protocolInput(ProtocolSchema.parse(stored));
    const featureSet = await this.#features(project.id, task, versionId, protocolHash);
    const architectures = await this.readers.architecture.ofProject(project.id);
    const linear = architectures.find((one) => one.projectId === null && one.name === 'lda');
    const architectureId = required(linear, 'Architecture', 'lda').id;
    const parts: LaunchedPart[] = [];
    for (const { key: name, hyperparameters } of BASELINES) {
      const outcome = await this.planned.launchOrPlan({
        projectId: project.id,
        featureSetId: featureSet.id,
        isReady: featureSet.status === 'READY',
        templateKey: `baseline ${task} ${protocolHash} ${name}`,
        input: {
          projectSlug,
          task,
          featureSetId: featureSet.id,
          architectureId,
          protocol,
          hyperparameters,
          seeds: [0],
          tags: ['baseline'],
          priority: 0,
        },
      });
      const experimentId = 'experimentId' in outcome ? outcome.experimentId : null;
      const message = outcome.kind === 'REFUSED' ? outcome.message : null;
      parts.push({ key: name, outcome: outcome.kind, message, experimentId });
    }
    return parts;
  }

  /** Those of the best experiment on the board whose rows are vectors; else any of the version. */
  async #features(projectId: string, task: Task, versionId: string, protocolHash: string): Promise<FeatureSetRow> {
    const reader = new BoardReader(this.db.sql);
    const boardId = await reader.idOf({ projectId, task, datasetVersionId: versionId, protocolHash });
    const places = boardId === null ? [] : (await reader.places(boardId, 'uar', null, { first: 100 })).edges;
    const experiments = await this.readers.experiment.byIds(places.map(({ node }) => node.experimentId));
    const used = await this.readers.featureSet.byIds(experiments.flatMap((one) => one?.featureSetId ?? []));
    const [ofVersion = []] = await this.readers.featureSet.ofVersions([versionId]);
    const found = [...used, ...ofVersion].find((one) => one !== null && one.status !== 'FAILED' && isVector(one));
    if (found) return found;
    throw new InvalidInputError(
      'A linear model reads one vector of features a clip, and none of this data’s feature sets holds such. Compute study-162 or voxboard-803 first.',
      { path: ['datasetVersionId'] },
    );
  }
}

function isVector({ recipe }: FeatureSetRow): boolean {
  const { kind } = RecipeSchema.parse(recipe).aggregation;
  return kind !== 'frames' && kind !== 'samples';
}
