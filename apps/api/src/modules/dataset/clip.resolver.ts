import type { ClipRow } from '@voxboard/db';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Clip } from './clip.type.js';

@Resolver(() => Clip)
export class ClipResolver {
  @FieldResolver(() => String, { description: 'Path on this server of the recording; supports range requests.' })
  audioUrl(@Root() clip: ClipRow): string {
    return `/audio/${clip.id}`;
  }
}
