import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../shared/scalars.js';

@ObjectType({ simpleResolvers: true, description: "One line of a run's log." })
export class LogLine {
  @Field(() => Int, { description: '1, 2, 3 … within the run: pass the last one seen as `afterNumber`.' })
  number!: number;

  @Field(() => String, { description: 'The text.' })
  line!: string;

  @Field(() => DateTime, { description: 'When it was written.' })
  loggedAt!: Date;
}
