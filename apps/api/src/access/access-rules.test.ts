import type { GraphQLField, GraphQLSchema } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from '../schema.js';
import { accessRuleOf } from './access-rule.js';
import { ArgumentReferences } from './argument-references.js';

describe('the rules of root fields', () => {
  let schema: GraphQLSchema;
  let fields: [string, GraphQLField<unknown, unknown>][];
  beforeAll(async () => {
    schema = await createSchema();
    fields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      Object.values(type?.getFields() ?? {}).map((field): (typeof fields)[number] => [`${type}.${field.name}`, field]),
    );
  });

  it('say who may use each (give a new field its @Access)', () => {
    expect(fields.filter(([, field]) => accessRuleOf(field) === null).map(([name]) => name)).toEqual([]);
  });

  it('look for a project where the arguments can name one', () => {
    const without = fields.filter(([, field]) => {
      const rule = accessRuleOf(field);
      if (rule?.role === 'PUBLIC' || rule?.where !== 'PROJECT') return false;
      return new ArgumentReferences(field.args, rule.slugArgument).areNone;
    });
    expect(without.map(([name]) => name)).toEqual([]);
  });

  it('let nobody change anything who has not signed in, but for signing in', () => {
    const open = fields.filter(([, field]) => accessRuleOf(field)?.role === 'PUBLIC').map(([name]) => name);
    expect(open).toEqual(['Query.viewer', 'Query.health']);
  });

  it('ask for more than reading wherever something is changed', () => {
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    const lax = mutations.filter((field) => accessRuleOf(field)?.role === 'VIEWER').map(({ name }) => name);
    expect(lax).toEqual([]);
  });
});
