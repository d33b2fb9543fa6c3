import { FieldResolver, Resolver, Root } from 'type-graphql';
import { MetricSeries } from './metric.type.js';
import { PackedFloats, PackedInts } from './packed-numbers.scalar.js';

/** The same columns as one text each: a reader of a hundred series does not wait for each number to be written out. */
@Resolver(() => MetricSeries)
export class PackedSeriesResolver {
  @FieldResolver(() => PackedInts, { description: '`steps`, packed.' })
  packedSteps(@Root() { steps }: MetricSeries): Int32Array {
    return Int32Array.from(steps);
  }

  @FieldResolver(() => PackedFloats, { description: '`values`, packed; NaN where there is none.' })
  packedValues(@Root() { values }: MetricSeries): Float64Array {
    return Float64Array.from(values, (value) => value ?? Number.NaN);
  }

  @FieldResolver(() => PackedFloats, { description: '`timestampsMs`, packed.' })
  packedTimestampsMs(@Root() { timestampsMs }: MetricSeries): Float64Array {
    return Float64Array.from(timestampsMs);
  }
}
