import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { ApiContext } from './context.js';

type Resolver = GraphQLFieldResolver<unknown, ApiContext>;
type Storage = ReturnType<typeof getMetadataStorage>;
type Metadata = Storage['fieldResolvers'][number];
type Parameter = Storage['params'][number];
/** Takes one of a method's parameters from what a resolver is given. */
type Take = (...given: Parameters<Resolver>) => unknown;

/**
 * type-graphql hands arguments over through promises, for validators that there are none of here, and looks the class up
 * each time: in a list of a thousand rows, most of the work. A field whose arguments are plain values gets a resolver
 * that calls the method at once; input objects go on being made instances of their classes.
 */
export function resolveDirectly(schema: GraphQLSchema): GraphQLSchema {
  const storage = getMetadataStorage();
  const instances = new Map<unknown, object>();
  for (const metadata of storage.fieldResolvers) {
    const field = fieldOf(metadata, storage, schema);
    const takes = (metadata.params ?? []).toSorted((a, b) => a.index - b.index).map((one) => takeOf(one, storage));
    if (!field || (metadata.middlewares ?? []).length > 0 || metadata.roles) continue;
    if (!takes.every((take) => take !== null)) continue;
    const { target, methodName } = metadata;
    const instance = instances.get(target) ?? Object(Reflect.construct(target, []));
    instances.set(target, instance);
    const method: unknown = Reflect.get(instance, methodName);
    if (typeof method === 'function') field.resolve = direct(method, instance, takes);
  }
  return schema;
}

function fieldOf({ kind, getObjectType, schemaName }: Metadata, storage: Storage, schema: GraphQLSchema) {
  if (kind !== 'external' || !getObjectType) return undefined;
  const owner = getObjectType();
  const type = schema.getType(storage.objectTypes.find(({ target }) => target === owner)?.name ?? '');
  return isObjectType(type) ? type.getFields()[schemaName] : undefined;
}

/** null for what has to be made into something else first. */
function takeOf(parameter: Parameter, storage: Storage): Take | null {
  switch (parameter.kind) {
    case 'root':
      return parameter.propertyName === undefined && !parameter.getType ? (source) => source : null;
    case 'context':
      return parameter.propertyName === undefined ? (_source, _args, context) => context : null;
    case 'info':
      return (_source, _args, _context, info) => info;
    case 'arg': {
      const { name, getType, validateFn } = parameter;
      const type = getType();
      const isInput = storage.inputTypes.some(({ target }) => target === type);
      return isInput || validateFn ? null : (_source, args) => args[name];
    }
    default:
      return null;
  }
}

// biome-ignore lint/complexity/noBannedTypes: decorated methods are known by their place alone
function direct(method: Function, instance: object, takes: readonly Take[]): Resolver {
  return (source, args, context, info) =>
    Reflect.apply(
      method,
      instance,
      takes.map((take) => take(source, args, context, info)),
    );
}
