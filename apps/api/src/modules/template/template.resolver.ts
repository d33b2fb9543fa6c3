import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { LaunchBaselinesInput } from '../leaderboard/baseline-launch.input.js';
import { asResult } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { LaunchTemplateInput } from './template.input.js';
import {
  LaunchBaselinesResult,
  LaunchBaselinesSuccess,
  LaunchTemplateResult,
  LaunchTemplateSuccess,
} from './template.result.js';
import { ExperimentTemplate } from './template.type.js';

@Resolver()
export class TemplateResolver {
  @Access('VIEWER')
  @Query(() => [ExperimentTemplate], {
    description: 'Ready-made sets of experiments, as they would run on these clips.',
  })
  experimentTemplates(
    @Arg('projectSlug', () => String, { description: 'The project.' }) projectSlug: string,
    @Arg('datasetVersionId', () => ID, { description: 'The clips.' }) datasetVersionId: string,
    @Ctx() { services }: ApiContext,
  ): Promise<ExperimentTemplate[]> {
    return services.template.list(projectSlug, datasetVersionId);
  }

  @Access('EDITOR')
  @Mutation(() => LaunchTemplateResult, {
    description:
      'Launches experiments of a template. Features that are missing are computed first; what waits for them is launched by itself. Asking again launches nothing twice.',
  })
  launchTemplate(
    @Arg('input', () => LaunchTemplateInput, { description: 'What to launch on what.' }) input: LaunchTemplateInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new LaunchTemplateSuccess((await services.template.launch(input)).parts),
      InvalidInputError,
      NotFoundError,
    );
  }

  @Access('EDITOR')
  @Mutation(() => LaunchBaselinesResult, {
    description:
      'Trains what a board is held against: a linear model, and the same on shuffled labels. Asking again launches nothing twice.',
  })
  launchBaselines(
    @Arg('input', () => LaunchBaselinesInput, { description: 'The board.' }) input: LaunchBaselinesInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new LaunchBaselinesSuccess(await services.baselineLaunch.launch(input)),
      InvalidInputError,
      NotFoundError,
    );
  }
}
