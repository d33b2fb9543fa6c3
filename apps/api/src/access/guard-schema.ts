import 'reflect-metadata';
import { DomainError } from '@voxboard/domain';
import {
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { ApiContext } from '../context.js';
import { ForbiddenError as ForbiddenData, UserError } from '../modules/shared/user-error.type.js';
import { ForbiddenError, UnauthenticatedError } from './access.errors.js';
import { type AccessRule, accessRuleOf } from './access-rule.js';
import { ArgumentReferences } from './argument-references.js';
import { requireRole } from './require-role.js';
import { StandIns } from './visibility.js';

type Resolver = GraphQLFieldResolver<unknown, ApiContext>;

/** What the fields of other objects than the roots ask for, when their arguments name something. */
const NESTED: AccessRule = { role: 'VIEWER', where: 'ANYWHERE', slugArgument: null, isLogging: false, audit: 'NEVER' };

/**
 * Enforces the rule of every root field, and hides from every field what its arguments name and the viewer may not see.
 * Nobody else's checks are needed: resolvers get arguments that the viewer may use. A root field without a rule can be
 * used by the one person of a single-user server only.
 */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const isRoot = roots.includes(type);
    const isMutation = type === schema.getMutationType();
    for (const field of Object.values(type.getFields())) guardField(field, isRoot, isMutation);
  }
  return schema;
}

function guardField(field: GraphQLField<unknown, ApiContext>, isRoot: boolean, isMutation: boolean): void {
  const rule = isRoot ? accessRuleOf(field) : NESTED;
  const references = new ArgumentReferences(field.args, rule?.slugArgument ?? null);
  if (!isRoot && references.areNone) return;
  const guard = new FieldGuard(rule, references, isMutation, hasForbidden(field));
  if (field.subscribe) field.subscribe = guard.wrap(field.subscribe);
  else if (field.resolve) field.resolve = guard.wrap(field.resolve);
}

class FieldGuard {
  constructor(
    private readonly rule: AccessRule | null,
    private readonly references: ArgumentReferences,
    private readonly isMutation: boolean,
    /** Whether refusals are data of the field's type. */
    private readonly answersForbidden: boolean,
  ) {}

  wrap(resolve: Resolver): Resolver {
    return (source, args, context, info) => {
      if (context.viewer.isUnlimited) return resolve(source, args, context, info);
      return this.#guarded(resolve, source, args, context, info);
    };
  }

  async #guarded(
    resolve: Resolver,
    source: unknown,
    args: Record<string, unknown>,
    context: ApiContext,
    info: GraphQLResolveInfo,
  ): Promise<unknown> {
    const { rule, references } = this;
    const { viewer, visibility } = context;
    if (rule?.role === 'PUBLIC') return resolve(source, args, context, info);
    if (!viewer.isSignedIn) throw new UnauthenticatedError();
    const sighting = await visibility.look(references.in(args));
    try {
      requireRole(viewer, rule, sighting, this.isMutation);
    } catch (error) {
      if (error instanceof ForbiddenError && this.answersForbidden) return new ForbiddenData(error);
      throw error;
    }
    if (sighting.hidden.length === 0) return resolve(source, args, context, info);
    const hidden = new Set(sighting.hidden.map(({ text }) => text));
    const standIns = new StandIns();
    const shown = references.replace(args, (ref) => (hidden.has(ref.text) ? standIns.for(ref) : ref.text));
    return withRealNames(standIns, async () => resolve(source, shown, context, info));
  }
}

/** Lets an answer say what was asked for instead of what stood in for it. */
async function withRealNames(standIns: StandIns, work: () => Promise<unknown>): Promise<unknown> {
  try {
    const result = await work();
    if (result instanceof UserError) result.message = standIns.restore(result.message);
    return result;
  } catch (error) {
    if (error instanceof DomainError) error.message = standIns.restore(error.message);
    throw error;
  }
}

function hasForbidden(field: Pick<GraphQLField<unknown, ApiContext>, 'type'>): boolean {
  const type = getNamedType(field.type);
  return isUnionType(type) && type.getTypes().some(({ name }) => name === ForbiddenData.name);
}
