import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'How the installation is.' })
export class Health {
  @Field(() => String, { description: 'Version of Voxboard.' })
  version!: string;

  @Field(() => String, { description: 'Newest migration of the database.' })
  databaseMigration!: string;

  @Field(() => Int, { description: 'Runs waiting for a worker.' })
  queuedRuns!: number;

  @Field(() => Int, { description: 'Workers heard of lately.' })
  aliveWorkers!: number;
}
