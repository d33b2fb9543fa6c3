import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'Runs that wait for workers, as a project sees it.' })
export class Queue {
  projectId!: string;

  @Field(() => Int, { description: 'Runs of the project that wait.' })
  waitingCount!: number;

  @Field(() => Int, { description: 'Runs of the project that workers train now.' })
  trainingCount!: number;

  @Field(() => Int, { description: 'Runs of all projects that wait: workers take them in one order.' })
  waitingOfAllCount!: number;
}
