import type { ArchitectureRow, ProjectRow } from '@voxboard/db';
import { ArchitectureSpecSchema, networkJson } from '@voxboard/domain';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Project } from '../project/project.type.js';
import { toConnection } from '../shared/connection.js';
import { asResult } from '../shared/mutation-result.js';
import { parseInput } from '../shared/parse-input.js';
import { Json } from '../shared/scalars.js';
import { AlreadyExistsError, InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { ArchitectureFilter, CreateArchitectureInput, UpdateArchitectureInput } from './architecture.input.js';
import {
  CreateArchitectureResult,
  CreateArchitectureSuccess,
  DescribeNetworkResult,
  DescribeNetworkSuccess,
  UpdateArchitectureResult,
  UpdateArchitectureSuccess,
} from './architecture.result.js';
import { Architecture, ArchitectureConnection, ArchitectureUse } from './architecture.type.js';
import { defaultHyperparameters } from './default-hyperparameters.js';
import { describeRow, describeSpec } from './describe-architecture.js';
import { NetworkDescription } from './network.type.js';

const UseSchema = z.object({
  rowShape: z.array(z.number().int().min(1).max(10_000_000)).min(1).max(2).optional(),
  classCount: z.number().int().min(2).max(10_000).optional(),
});
const LayersSchema = z.object({ layersJson: z.record(z.string(), z.unknown()) });

const useOf = (rowShape: number[] | null, classCount: number | null) => {
  const { rowShape: shape, classCount: classes } = parseInput(UseSchema, {
    ...(rowShape && { rowShape }),
    ...(classCount !== null && { classCount }),
  });
  return { ...(shape && { rowShape: shape }), ...(classes !== undefined && { classCount: classes }) };
};

@Resolver(() => Architecture)
export class ArchitectureResolver {
  @Access('VIEWER', { where: 'ANYWHERE' })
  @Query(() => DescribeNetworkResult, {
    description: 'What layers JSON would build, or which layer of it is wrong: for editors. Nothing is stored.',
  })
  describeNetwork(
    @Arg('layersJson', () => Json, { description: 'The model JSON of Keras or TensorFlow.js.' }) layersJson: unknown,
    @Arg('rowShape', () => [Int], {
      nullable: true,
      description: 'Shape of the rows, where the network leaves it open.',
    })
    rowShape: number[] | null,
    @Arg('classCount', () => Int, { nullable: true, description: 'Classes that it must tell apart.' })
    classCount: number | null,
  ) {
    return asResult(async () => {
      const spec = { kind: 'layers' as const, ...parseInput(LayersSchema, { layersJson }) };
      return new DescribeNetworkSuccess(describeSpec(spec, useOf(rowShape, classCount)));
    }, InvalidInputError);
  }

  @Access('EDITOR')
  @Mutation(() => CreateArchitectureResult, { description: 'Adds an architecture to a project.' })
  createArchitecture(
    @Arg('input', () => CreateArchitectureInput, { description: 'The architecture to add.' })
    input: CreateArchitectureInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new CreateArchitectureSuccess(await services.architecture.create(input)),
      InvalidInputError,
      NotFoundError,
      AlreadyExistsError,
    );
  }

  @Access('EDITOR')
  @Mutation(() => UpdateArchitectureResult, {
    description: 'Renames, describes, archives or brings back an architecture of your own.',
  })
  updateArchitecture(
    @Arg('input', () => UpdateArchitectureInput, { description: 'What to change.' }) input: UpdateArchitectureInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new UpdateArchitectureSuccess(await services.architecture.update(input)),
      InvalidInputError,
      NotFoundError,
      AlreadyExistsError,
    );
  }

  @FieldResolver(() => Boolean, { description: 'Whether it comes with Voxboard.' })
  isPreset(@Root() row: ArchitectureRow): boolean {
    return row.projectId === null;
  }

  @FieldResolver(() => Json, {
    description: 'What a launch trains it with where it does not say otherwise, all defaults filled in.',
  })
  defaultHyperparameters(@Root() row: ArchitectureRow) {
    return defaultHyperparameters(row.spec);
  }

  @FieldResolver(() => NetworkDescription, {
    nullable: true,
    description: 'Its layers, at a usual shape unless one is named; null where it does not fit what is named.',
  })
  network(
    @Root() row: ArchitectureRow,
    @Arg('rowShape', () => [Int], { nullable: true, description: 'Shape of one row of features, for example [162].' })
    rowShape: number[] | null,
    @Arg('classCount', () => Int, { nullable: true, description: 'Classes to tell apart.' }) classCount: number | null,
  ): NetworkDescription | null {
    return describeRow(row, useOf(rowShape, classCount));
  }

  @FieldResolver(() => Json, {
    description: 'Its layers as the JSON that Keras and TensorFlow.js read: what a new one may begin from.',
  })
  layersJson(@Root() row: ArchitectureRow) {
    return networkJson(ArchitectureSpecSchema.parse(row.spec));
  }
}

@Resolver(() => Project)
export class ProjectArchitecturesResolver {
  @FieldResolver(() => ArchitectureConnection, { description: "The presets and the project's own, oldest first." })
  async architectureConnection(
    @Root() project: ProjectRow,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Arg('filter', () => ArchitectureFilter, { nullable: true, description: 'Which ones; all when left out.' })
    filter: ArchitectureFilter | null,
    @Ctx() { readers }: ApiContext,
  ) {
    return toConnection(await readers.architecture.page(project.id, filter ?? {}, { first, after }));
  }

  @FieldResolver(() => [ArchitectureUse], { description: 'How many of its experiments use each architecture.' })
  architectureUses(@Root() project: ProjectRow, @Ctx() { readers }: ApiContext): Promise<ArchitectureUse[]> {
    return readers.architecture.usesIn(project.id);
  }
}
