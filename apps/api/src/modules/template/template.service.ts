import {
  ArchitectureRepository,
  type ArchitectureRow,
  type Database,
  FeatureSetRepository,
  hashOf,
  inputKindOf,
  type PlannedLaunchRow,
  PublishedFigureRepository,
} from '@voxboard/db';
import { type ArchitectureSpec, ArchitectureSpecSchema, InvalidInputError } from '@voxboard/domain';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import type { LaunchExperimentInput } from '../experiment/launch.input.js';
import { parseSeeds } from '../experiment/launch-plan.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { LaunchedPartsSchema } from './launched-parts.js';
import { partProblem } from './part-problem.js';
import { type LaunchOutcome, type PlannedLaunchService, protocolInput } from './planned-launch.service.js';
import type { LaunchTemplateInput } from './template.input.js';
import type { ExperimentTemplate, TemplateLaunch } from './template.type.js';
import { findTemplate, TEMPLATES, type Template, type TemplatePart } from './templates.js';
import { estimateTime, foldCountOf } from './time-estimate.js';

const PartsSchema = z.array(z.string()).min(1, 'must name at least one part; leave it out for those that take minutes');

/** Ready-made sets of experiments on a dataset version. */
export class TemplateService {
  constructor(
    private readonly db: Database,
    private readonly readers: Readers,
    private readonly planned: PlannedLaunchService,
    private readonly idempotency: IdempotencyService,
  ) {}

  /** @throws NotFoundError */
  async list(projectSlug: string, versionId: string): Promise<ExperimentTemplate[]> {
    const { project, version } = await this.#place(projectSlug, versionId);
    const [facts, rates, plans] = [
      await this.readers.labelFacts.ofVersion(version.id),
      await this.readers.labelFacts.trainingRates(),
      await this.readers.plannedLaunch.ofVersion(project.id, version.id),
    ];
    return TEMPLATES.map((template) => ({
      key: template.key,
      title: template.title,
      description: template.description,
      parts: template.parts.map((part) => {
        const plan = latestPlan(plans, template, part);
        return {
          key: part.key,
          title: part.title,
          task: part.task,
          architecture: architectureName(part),
          recipe: part.recipe.name,
          protocol: part.protocol.name,
          isDefault: part.isDefault,
          runCount: foldCountOf(part, facts),
          problem: partProblem(part.task, part.protocol, facts),
          estimate: estimateTime(part, facts, rates, 1),
          published: part.published && { accuracy: part.published.accuracy, note: part.published.note },
          isWaiting: plan !== null && plan.settledAt === null,
          error: plan?.error ?? null,
        };
      }),
    }));
  }

  /**
   * Launches the parts whose features are there, plans the others, and brings along what was published.
   * @throws InvalidInputError, NotFoundError
   */
  async launch({ idempotencyKey: key, ...input }: LaunchTemplateInput): Promise<TemplateLaunch> {
    const request = { key, operation: 'launchTemplate', input };
    return this.idempotency.onceInSteps(request, LaunchedPartsSchema, async () => ({
      parts: (await this.#launch(input)).parts,
    }));
  }

  async #launch(input: Omit<LaunchTemplateInput, 'idempotencyKey'>): Promise<TemplateLaunch> {
    const template = required(findTemplate(input.template), 'Template', input.template);
    const seeds = parseSeeds(input.seeds ?? [0]);
    const { project, version } = await this.#place(input.projectSlug, input.datasetVersionId);
    const parts = chosenParts(template, input.parts);
    const facts = await this.readers.labelFacts.ofVersion(version.id);
    const refused = parts.flatMap((part) => partProblem(part.task, part.protocol, facts) ?? []);
    if (refused.length === parts.length && refused[0] !== undefined) {
      throw new InvalidInputError(refused[0], { path: ['datasetVersionId'] });
    }
    const launched: TemplateLaunch['parts'] = [];
    for (const part of parts) {
      const problem = partProblem(part.task, part.protocol, facts);
      const outcome: LaunchOutcome =
        problem === null
          ? await this.#launchPart(project, version.id, template, part, seeds)
          : { kind: 'REFUSED', message: problem };
      launched.push({
        key: part.key,
        outcome: outcome.kind,
        message: outcome.kind === 'REFUSED' ? outcome.message : null,
        experimentId: 'experimentId' in outcome ? outcome.experimentId : null,
      });
      if (part.published !== null && problem === null) {
        const key = `${template.key} ${part.key}`;
        await new PublishedFigureRepository(this.db).ensure(project.id, version.datasetId, key, part.published);
      }
    }
    return { parts: launched };
  }

  async #launchPart(
    project: { readonly id: string; readonly slug: string },
    versionId: string,
    template: Template,
    part: TemplatePart,
    seeds: number[],
  ): Promise<LaunchOutcome> {
    const { featureSet } = await new FeatureSetRepository(this.db).ensure(versionId, part.recipe, hashOf(part.recipe));
    const architecture = await this.#architecture(project.id, part);
    const input: LaunchExperimentInput = {
      projectSlug: project.slug,
      task: part.task,
      featureSetId: featureSet.id,
      architectureId: architecture.id,
      protocol: protocolInput(part.protocol),
      hyperparameters: part.hyperparameters,
      seeds,
      tags: [template.key],
      // What a person launches by hand goes first.
      priority: 10,
    };
    const templateKey = `${template.key} ${part.key}`;
    const isReady = featureSet.status === 'READY';
    return this.planned.launchOrPlan({
      projectId: project.id,
      featureSetId: featureSet.id,
      isReady,
      templateKey,
      input,
    });
  }

  /** The preset's own, or one of the project's at another width, made when it is not there. */
  async #architecture(projectId: string, part: TemplatePart): Promise<Pick<ArchitectureRow, 'id'>> {
    const known = await this.readers.architecture.ofProject(projectId);
    const spec: ArchitectureSpec = { kind: 'preset', preset: part.preset, width: part.width };
    const found = known.find((one) => hashOf(ArchitectureSpecSchema.parse(one.spec)) === hashOf(spec));
    if (found) return found;
    return new ArchitectureRepository(this.db).create({
      projectId,
      name: architectureName(part),
      description: `${part.preset} with every hidden layer at ${part.width} of its width.`,
      spec,
      inputKind: inputKindOf(spec) ?? 'vector',
      parameterCount: null,
    });
  }

  async #place(projectSlug: string, versionId: string) {
    const project = required(await this.readers.project.bySlug(projectSlug), 'Project', projectSlug);
    const id = requireUuid('Dataset version', versionId);
    const [version] = await this.readers.dataset.versionsByIds([id]);
    const [dataset] = version ? await this.readers.dataset.byIds([version.datasetId]) : [];
    return {
      project,
      version: required(dataset?.projectId === project.id ? version : null, 'Dataset version', versionId),
    };
  }
}

function architectureName({ preset, width }: Pick<TemplatePart, 'preset' | 'width'>): string {
  return width === 1 ? preset : `${preset} × ${width}`;
}

function chosenParts(template: Template, keys: readonly string[] | null | undefined): readonly TemplatePart[] {
  if (keys === null || keys === undefined) return template.parts.filter((part) => part.isDefault);
  const wanted = new Set(parseInput(PartsSchema, keys, ['parts']));
  const unknown = [...wanted].find((key) => !template.parts.some((part) => part.key === key));
  if (unknown !== undefined) {
    const names = template.parts.map((part) => part.key).join(', ');
    throw new InvalidInputError(
      `Template "${template.key}" has no part "${unknown.slice(0, 100)}". It has: ${names}.`,
      {
        path: ['parts'],
      },
    );
  }
  return template.parts.filter((part) => wanted.has(part.key));
}

function latestPlan(plans: readonly PlannedLaunchRow[], template: Template, part: TemplatePart) {
  return plans.findLast((plan) => plan.templateKey === `${template.key} ${part.key}`) ?? null;
}
