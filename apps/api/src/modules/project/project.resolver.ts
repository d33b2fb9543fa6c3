import type { ProjectRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Architecture } from '../architecture/architecture.type.js';
import { DatasetConnection } from '../dataset/dataset.type.js';
import { toConnection } from '../shared/connection.js';
import { asResult } from '../shared/mutation-result.js';
import { AlreadyExistsError, InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { CreateProjectInput } from './project.input.js';
import {
  CreateProjectResult,
  CreateProjectSuccess,
  UpdateProjectResult,
  UpdateProjectSuccess,
} from './project.result.js';
import { Project } from './project.type.js';
import { UpdateProjectInput } from './update-project.input.js';

@Resolver(() => Project)
export class ProjectResolver {
  @Access('VIEWER', { where: 'ANYWHERE' })
  @Query(() => [Project], { description: 'All projects, by name; archived ones left out.' })
  async projects(@Ctx() { services, viewer }: ApiContext): Promise<ProjectRow[]> {
    return (await services.project.list()).filter(({ id }) => viewer.sees(id));
  }

  @Access('VIEWER', { slugArgument: 'slug' })
  @Query(() => Project, { nullable: true, description: 'The project with this slug; null when there is none.' })
  project(
    @Arg('slug', () => String, { description: "The project's short name." }) slug: string,
    @Ctx() { services }: ApiContext,
  ): Promise<ProjectRow | null> {
    return services.project.bySlug(slug);
  }

  @Access('EDITOR', { where: 'ANYWHERE' })
  @Mutation(() => CreateProjectResult, { description: 'Makes a project.' })
  createProject(
    @Arg('input', () => CreateProjectInput, { description: 'The project to make.' }) input: CreateProjectInput,
    @Ctx() { services, viewer }: ApiContext,
  ) {
    return asResult(
      async () => new CreateProjectSuccess(await services.project.create(input, viewer.userId)),
      InvalidInputError,
      AlreadyExistsError,
    );
  }

  @Access('ADMIN')
  @Mutation(() => UpdateProjectResult, { description: 'Changes the name or the description of a project.' })
  updateProject(
    @Arg('input', () => UpdateProjectInput, { description: 'What to change.' }) input: UpdateProjectInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new UpdateProjectSuccess(await services.project.update(input)),
      InvalidInputError,
      NotFoundError,
    );
  }

  @FieldResolver(() => DatasetConnection, { description: 'Imported corpora, newest first.' })
  async datasets(
    @Root() project: ProjectRow,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Ctx() { readers }: ApiContext,
  ) {
    return toConnection(await readers.dataset.page(project.id, { first, after }));
  }

  @FieldResolver(() => [Architecture], { description: "The presets, then the project's own." })
  architectures(@Root() project: ProjectRow, @Ctx() { readers }: ApiContext) {
    return readers.architecture.ofProject(project.id);
  }
}
