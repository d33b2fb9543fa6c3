import type { ProjectRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Project } from '../project/project.type.js';
import { asResult } from '../shared/mutation-result.js';
import { AlreadyExistsError, InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { CreateViewInput, DeleteViewInput, UpdateViewInput } from './saved-view.input.js';
import { DeleteViewResult, DeleteViewSuccess, SavedView, SaveViewResult, SaveViewSuccess } from './saved-view.type.js';

@Resolver(() => Project)
export class SavedViewResolver {
  @FieldResolver(() => [SavedView], { description: 'Named ways of looking at its runs, by name.' })
  views(@Root() project: ProjectRow, @Ctx() { readers }: ApiContext) {
    return readers.savedView.ofProject(project.id);
  }

  @Access('EDITOR')
  @Mutation(() => SaveViewResult, { description: 'Keeps a way of looking at runs under a name.' })
  createView(
    @Arg('input', () => CreateViewInput, { description: 'The view.' }) input: CreateViewInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () => new SaveViewSuccess(await services.savedView.create(input));
    return asResult(work, InvalidInputError, NotFoundError, AlreadyExistsError);
  }

  @Access('EDITOR')
  @Mutation(() => SaveViewResult, { description: 'Changes a kept view.' })
  updateView(
    @Arg('input', () => UpdateViewInput, { description: 'What to change.' }) input: UpdateViewInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () => new SaveViewSuccess(await services.savedView.update(input));
    return asResult(work, InvalidInputError, NotFoundError);
  }

  @Access('EDITOR')
  @Mutation(() => DeleteViewResult, { description: 'Deletes a kept view; no run is touched.' })
  deleteView(
    @Arg('input', () => DeleteViewInput, { description: 'The view.' }) input: DeleteViewInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () => new DeleteViewSuccess(await services.savedView.delete(input));
    return asResult(work, InvalidInputError, NotFoundError);
  }
}
