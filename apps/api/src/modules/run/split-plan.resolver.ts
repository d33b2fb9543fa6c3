import type { SplitPlanRow } from '@voxboard/db';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Protocol } from '../experiment/protocol.type.js';
import { toProtocol } from '../experiment/protocol-facts.js';
import { SplitPlan } from './split-plan.type.js';

@Resolver(() => SplitPlan)
export class SplitPlanResolver {
  @FieldResolver(() => Protocol, { description: 'The protocol applied.' })
  protocol(@Root() plan: Pick<SplitPlanRow, 'protocol' | 'protocolHash'>): Protocol | null {
    return toProtocol(plan.protocol, plan.protocolHash);
  }
}
