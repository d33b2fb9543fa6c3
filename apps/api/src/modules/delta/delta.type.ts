import type { RunRow } from '@voxboard/db';
import { Field, ID, ObjectType } from 'type-graphql';
import { MetricSeries } from '../metric/metric.type.js';
import { Run } from '../run/run.type.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'What is new in the metrics of some runs since a cursor. Put together in order, deltas give every point once.',
})
export class SeriesDelta {
  @Field(() => [MetricSeries], { description: 'New points at the end of series that the reader has.' })
  appended!: MetricSeries[];

  @Field(() => [MetricSeries], {
    description:
      'Whole series: new ones, and those of which a step that the reader has was logged again or late. They stand for all that the reader has of them.',
  })
  replaced!: MetricSeries[];

  @Field(() => String, { description: 'How far the reader is now: pass it as `after` the next time. Opaque.' })
  cursor!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Which runs of a project are new, changed or gone since a cursor. Nothing is missed, whatever the order of commits.',
})
export class RunDelta {
  @Field(() => [Run], {
    description: 'Runs that were made or changed, as they are now, in the order of their changes.',
  })
  runs!: RunRow[];

  @Field(() => [ID], { description: 'Runs that are gone or deleted.' })
  removedIds!: string[];

  @Field(() => String, { description: 'How far the reader is now: pass it as `after` the next time. Opaque.' })
  cursor!: string;

  @Field(() => Boolean, { description: 'Whether there is more already: ask again at once with the new cursor.' })
  hasMore!: boolean;
}
