import type { ArtifactRow } from '@voxboard/db';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Artifact } from './artifact.type.js';

@Resolver(() => Artifact)
export class ArtifactResolver {
  @FieldResolver(() => String, {
    description: 'Path on this server of the file. Files beside it are found by relative addresses, as a model needs.',
  })
  url(@Root() artifact: ArtifactRow): string {
    return `/artifacts/${artifact.id}/${artifact.path.split('/').map(encodeURIComponent).join('/')}`;
  }
}
