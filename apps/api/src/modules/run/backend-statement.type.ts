import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'A library that took part in training.' })
export class LibraryVersion {
  @Field(() => String, { description: 'Package name.' })
  name!: string;

  @Field(() => String, { description: 'Its version.' })
  version!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Which engine trained, on what device.' })
export class BackendStatement {
  @Field(() => String, { description: 'For example "wasm", "webgpu" or "tfjs-node-gpu".' })
  name!: string;

  @Field(() => String, { description: 'GPU or CPU model as the driver states it.' })
  device!: string;

  @Field(() => Int, { description: 'Threads it computes with.' })
  threads!: number;

  @Field(() => [LibraryVersion], { description: 'The libraries it is made of.' })
  versions!: LibraryVersion[];
}
