import { Field, Int, ObjectType } from 'type-graphql';
import { Node } from '../shared/node.type.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A file a run leaves behind: model, checkpoint, report.',
})
export class Artifact extends Node {
  @Field(() => String, { description: 'Path within the run, for example "model/model.json".' })
  path!: string;

  @Field(() => String, { description: 'SHA-256 of its bytes, in hex.' })
  sha256!: string;

  @Field(() => Int, { description: 'Size in bytes.' })
  sizeBytes!: number;

  @Field(() => String, { description: 'MIME type.' })
  mediaType!: string;
}
