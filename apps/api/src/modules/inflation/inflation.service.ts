import {
  type ArchitectureRow,
  type Database,
  type ExperimentRow,
  FeatureSetRepository,
  type FeatureSetRow,
  hashOf,
  type LabelFactsRow,
  type PlannedLaunchRow,
  type ProjectRow,
  type TrainingRateRow,
} from '@voxboard/db';
import {
  ArchitectureSpecSchema,
  HyperparametersSchema,
  InvalidInputError,
  type Protocol,
  type ProtocolName,
  ProtocolSchema,
  RECIPE_PRESETS,
  type Recipe,
  RecipeSchema,
} from '@voxboard/domain';
import type { Readers } from '../../readers.js';
import type { PooledScore, ScoreService } from '../experiment/score.service.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { LaunchedPartsSchema } from '../template/launched-parts.js';
import { partProblem } from '../template/part-problem.js';
import { type LaunchOutcome, type PlannedLaunchService, protocolInput } from '../template/planned-launch.service.js';
import type { LaunchedPart } from '../template/template.type.js';
import { estimateTime, foldCountOf } from '../template/time-estimate.js';
import { describeInflation } from './describe-inflation.js';
import type { InflationBar, InflationMeter, InflationStatus } from './inflation.type.js';
import { describesAlike, isSameConfiguration, plainRecipe } from './same-configuration.js';

/** From the leakiest to the most honest about new people; what is new to the model in each test part. */
const METER: readonly { readonly protocol: ProtocolName; readonly meaning: string }[] = [
  { protocol: 'study', meaning: 'nothing new: altered copies of tested clips were trained on' },
  { protocol: 'by-clip', meaning: 'new recordings of known voices' },
  { protocol: 'by-statement', meaning: 'a new sentence from known voices' },
  { protocol: 'by-speaker', meaning: 'new voices' },
];
const PLAIN_ONLY =
  'These features have no augmented rows, and none of their kind are known that do: what the study gained from copies does not show.';

interface Subject {
  readonly project: ProjectRow;
  readonly base: ExperimentRow;
  readonly protocol: Protocol;
  readonly featureSet: FeatureSetRow;
  readonly architecture: ArchitectureRow;
  /** Feature sets of the version that describe plain clips alike, the base's own included. */
  readonly alike: readonly FeatureSetRow[];
  readonly siblings: readonly ExperimentRow[];
  readonly facts: LabelFactsRow;
  readonly rates: readonly TrainingRateRow[];
  readonly plans: readonly PlannedLaunchRow[];
}

/** Runs one configuration under four protocols and says how much of its score was the split. */
export class InflationService {
  constructor(
    private readonly db: Database,
    private readonly readers: Readers,
    private readonly scores: ScoreService,
    private readonly planned: PlannedLaunchService,
    private readonly idempotency: IdempotencyService,
  ) {}

  /** null for experiments of outside scripts. */
  async meter(base: ExperimentRow): Promise<InflationMeter | null> {
    const subject = await this.#subject(base);
    if (subject === null) return null;
    const found = METER.map(({ protocol }) => siblingFor(subject, protocol));
    const ids = found.flatMap((experiment) => experiment?.id ?? []);
    const scores = await this.scores.ofExperiments(ids);
    const scoreOf = new Map(ids.map((id, i) => [id, scores[i] ?? null]));
    const bars = METER.map(({ protocol, meaning }, i): InflationBar => {
      const experiment = found[i] ?? null;
      const score = experiment && (scoreOf.get(experiment.id) ?? null);
      return { protocol, meaning, ...barOf(subject, protocol, experiment, score) };
    });
    const measured = bars.map((bar, i) => ({
      protocol: METER[i]?.protocol ?? 'study',
      value: bar.value,
      low: bar.low,
      high: bar.high,
      isComplete: bar.status === 'DONE',
    }));
    return { bars, statement: describeInflation(measured), canLaunch: bars.some((bar) => bar.status === 'MISSING') };
  }

  /** @throws NotFoundError, InvalidInputError */
  async launch(
    id: string,
    wanted: readonly string[] | null,
    key: string | null,
  ): Promise<{ parts: LaunchedPart[]; meter: InflationMeter }> {
    const experimentId = requireUuid('Experiment', id);
    const [base] = await this.readers.experiment.byIds([experimentId]);
    const experiment = required(base, 'Experiment', id);
    const { parts } = await this.idempotency.onceInSteps(
      { key, operation: 'launchInflationMeter', input: { experimentId, wanted } },
      LaunchedPartsSchema,
      async () => ({ parts: await this.#launch(experiment, wanted) }),
    );
    return { parts, meter: required(await this.meter(experiment), 'Experiment', id) };
  }

  async #launch(experiment: ExperimentRow, wanted: readonly string[] | null): Promise<LaunchedPart[]> {
    const subject = await this.#subject(experiment);
    if (subject === null) {
      throw new InvalidInputError('A script trained this experiment; Voxboard has no configuration to launch again.', {
        path: ['experimentId'],
      });
    }
    const unknown = wanted?.find((name) => !METER.some(({ protocol }) => protocol === name));
    if (unknown !== undefined) {
      const names = METER.map(({ protocol }) => protocol).join(', ');
      throw new InvalidInputError(`The meter has no protocol "${unknown.slice(0, 100)}". Choose of: ${names}.`, {
        path: ['protocols'],
      });
    }
    const parts: LaunchedPart[] = [];
    for (const { protocol } of METER) {
      if (wanted !== null && !wanted.includes(protocol)) continue;
      const sibling = siblingFor(subject, protocol);
      const outcome: LaunchOutcome = sibling
        ? { kind: 'THERE_ALREADY', experimentId: sibling.id }
        : await this.#launchUnder(subject, protocol);
      parts.push({
        key: protocol,
        outcome: outcome.kind,
        message: outcome.kind === 'REFUSED' ? outcome.message : null,
        experimentId: 'experimentId' in outcome ? outcome.experimentId : null,
      });
    }
    return parts;
  }

  async #launchUnder(subject: Subject, name: ProtocolName): Promise<LaunchOutcome> {
    const { project, base, facts } = subject;
    const protocol: Protocol = { name };
    const problem = base.task === null ? null : partProblem(base.task, protocol, facts);
    if (problem !== null) return { kind: 'REFUSED', message: problem };
    const recipe = recipeFor(subject, name);
    const { featureSet } = await new FeatureSetRepository(this.db).ensure(
      subject.featureSet.datasetVersionId,
      recipe,
      hashOf(recipe),
    );
    return this.planned.launchOrPlan({
      projectId: project.id,
      featureSetId: featureSet.id,
      isReady: featureSet.status === 'READY',
      templateKey: planKey(base, name),
      input: {
        projectSlug: project.slug,
        task: base.task ?? 'EMOTION',
        featureSetId: featureSet.id,
        architectureId: subject.architecture.id,
        protocol: protocolInput(protocol),
        hyperparameters: base.hyperparameters ?? {},
        seeds: [...base.plannedSeeds],
        tags: ['inflation-meter'],
        priority: 0,
      },
    });
  }

  async #subject(base: ExperimentRow): Promise<Subject | null> {
    const protocol = ProtocolSchema.safeParse(base.protocol);
    if (base.task === null || base.featureSetId === null || base.architectureId === null || !protocol.success)
      return null;
    const [[project], [featureSet], [architecture]] = [
      await this.readers.project.byIds([base.projectId]),
      await this.readers.featureSet.byIds([base.featureSetId]),
      await this.readers.architecture.byIds([base.architectureId]),
    ];
    if (!project || !featureSet || !architecture) return null;
    const versionId = featureSet.datasetVersionId;
    const [ofVersion = []] = await this.readers.featureSet.ofVersions([versionId]);
    const alike = ofVersion.filter((one) => describesAlike(one, featureSet));
    const candidates = await this.readers.experiment.ofFeatureSets(
      base.projectId,
      alike.map(({ id }) => id),
    );
    const siblings = candidates.filter((one) => isSameConfiguration(one, base));
    const facts = await this.readers.labelFacts.ofVersion(versionId);
    const rates = await this.readers.labelFacts.trainingRates();
    const plans = await this.readers.plannedLaunch.ofVersion(base.projectId, versionId);
    return { project, base, protocol: protocol.data, featureSet, architecture, alike, siblings, facts, rates, plans };
  }
}

/** Of several, the base itself, then one on the features that a launch would use, then the newest. */
function siblingFor(subject: Subject, name: ProtocolName): ExperimentRow | null {
  const { base, siblings } = subject;
  const under = siblings.filter((one) => one.protocolName === name);
  if (base.protocolName === name) return base;
  const recipe = recipeFor(subject, name);
  const features = subject.alike.find((one) => hashOf(RecipeSchema.parse(one.recipe)) === hashOf(recipe));
  return under.findLast((one) => one.featureSetId === features?.id) ?? under.at(-1) ?? null;
}

/** `study` needs augmented rows; the others are launched on the base's own features. */
function recipeFor({ featureSet, alike }: Subject, name: ProtocolName): Recipe {
  const own = RecipeSchema.parse(featureSet.recipe);
  if (name !== 'study' || own.rows.length > 1) return own;
  const plain = plainRecipe(own);
  const computed = alike.map((one) => RecipeSchema.parse(one.recipe)).find((recipe) => recipe.rows.length > 1);
  const preset = RECIPE_PRESETS.find((recipe) => recipe.rows.length > 1 && plainRecipe(recipe) === plain);
  return computed ?? preset ?? own;
}

function barOf(subject: Subject, name: ProtocolName, experiment: ExperimentRow | null, score: PooledScore | null) {
  const { base, facts } = subject;
  const problem = base.task === null ? null : partProblem(base.task, { name }, facts);
  const recipe = recipeFor(subject, name);
  const note = name === 'study' && recipe.rows.length === 1 ? PLAIN_ONLY : null;
  const plan = subject.plans.findLast((one) => one.templateKey === planKey(base, name));
  const status = statusOf(experiment, score, problem, plan?.settledAt === null);
  const planned = experiment ? experiment.plannedFolds * experiment.plannedSeeds.length : 0;
  return {
    status,
    reason: experiment === null ? (problem ?? plan?.error ?? note) : note,
    experiment,
    value: score?.uar ?? null,
    low: score?.uarLow ?? null,
    high: score?.uarHigh ?? null,
    runsPooled: score?.runsPooled ?? 0,
    runsPlanned: planned || foldCountOf({ protocol: { name } }, facts) * base.plannedSeeds.length,
    estimate: status === 'MISSING' ? estimateFor(subject, name, recipe) : null,
  };
}

function statusOf(
  experiment: ExperimentRow | null,
  score: PooledScore | null,
  problem: string | null,
  isWaiting: boolean,
): InflationStatus {
  if (experiment === null) {
    if (isWaiting) return 'WAITING';
    return problem === null ? 'MISSING' : 'IMPOSSIBLE';
  }
  return score !== null && score.runsPooled >= score.runsPlanned ? 'DONE' : 'UNDER_WAY';
}

function estimateFor({ base, architecture, facts, rates }: Subject, name: ProtocolName, recipe: Recipe) {
  const spec = ArchitectureSpecSchema.parse(architecture.spec);
  if (spec.kind !== 'preset' || base.task === null) return null;
  const part = {
    key: name,
    title: name,
    task: base.task,
    preset: spec.preset,
    width: spec.width,
    recipe,
    protocol: { name },
    hyperparameters: HyperparametersSchema.parse(base.hyperparameters ?? {}),
    isDefault: true,
    published: null,
  };
  return estimateTime(part, facts, rates, base.plannedSeeds.length);
}

function planKey({ id }: ExperimentRow, name: ProtocolName): string {
  return `inflation ${id} ${name}`;
}
