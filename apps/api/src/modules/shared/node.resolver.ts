import type { NodeKind } from '@voxboard/db';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import type { Loaders } from '../../loaders.js';
import { Node } from './node.type.js';

const LOADERS: Readonly<Record<NodeKind, keyof Loaders & Uncapitalize<NodeKind>>> = {
  Project: 'project',
  Dataset: 'dataset',
  DatasetVersion: 'datasetVersion',
  DatasetImport: 'datasetImport',
  Clip: 'clip',
  FeatureSet: 'featureSet',
  Architecture: 'architecture',
  Experiment: 'experiment',
  Run: 'run',
  Artifact: 'artifact',
  Worker: 'worker',
  Sweep: 'sweep',
  RegisteredModel: 'registeredModel',
  ModelVersion: 'modelVersion',
  ClipPrediction: 'clipPrediction',
  SavedView: 'savedView',
};

@Resolver(() => Node)
export class NodeResolver {
  @Access('VIEWER')
  @Query(() => Node, { nullable: true, description: 'Whatever has this id; null when nothing has.' })
  async node(@Arg('id', () => ID, { description: 'The id of anything.' }) id: string, @Ctx() { loaders }: ApiContext) {
    const kind = await loaders.nodeKind.load(id);
    if (kind === null) return null;
    const row = await loaders[LOADERS[kind]].load(id);
    return row && { ...row, __typename: kind };
  }
}
