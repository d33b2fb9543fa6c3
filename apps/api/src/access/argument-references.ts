import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';

/** Something that arguments name: by its id, or a project by its slug. */
export interface Reference {
  readonly kind: 'ID' | 'SLUG';
  readonly text: string;
}

/** What to put in a reference's place. */
export type Replace = (reference: Reference) => string;

const SLUG_NAMES: ReadonlySet<string> = new Set(['projectSlug']);

/** Finds what arguments name, however deep in inputs and lists; by the schema's types, so that no id is missed. */
export class ArgumentReferences {
  readonly #args: readonly (GraphQLArgument | GraphQLInputField)[];
  readonly #slugArgument: string | null;

  constructor(args: readonly GraphQLArgument[], slugArgument: string | null) {
    this.#slugArgument = slugArgument;
    this.#args = args.filter((arg) => arg.name === slugArgument || holdsReferences(arg));
  }

  /** Whether the arguments can name anything at all. */
  get areNone(): boolean {
    return this.#args.length === 0;
  }

  /** In order of the arguments. */
  in(args: Readonly<Record<string, unknown>>): Reference[] {
    const found: Reference[] = [];
    this.replace(args, (reference) => {
      found.push(reference);
      return reference.text;
    });
    return found;
  }

  /** A copy of the arguments with other references; parts that name nothing are the same objects. */
  replace(args: Readonly<Record<string, unknown>>, replace: Replace): Record<string, unknown> {
    const copy = { ...args };
    for (const arg of this.#args) {
      if (!(arg.name in args)) continue;
      copy[arg.name] =
        arg.name === this.#slugArgument
          ? replaceSlug(args[arg.name], replace)
          : replaceIn(arg.name, arg.type, args[arg.name], replace);
    }
    return copy;
  }
}

function holdsReferences({ name, type }: GraphQLArgument | GraphQLInputField, open = new Set<string>()): boolean {
  const named = getNamedType(type);
  if (named.name === 'ID' || SLUG_NAMES.has(name)) return true;
  if (!isInputObjectType(named) || open.has(named.name)) return false;
  open.add(named.name);
  return Object.values(named.getFields()).some((field) => holdsReferences(field, open));
}

function replaceIn(name: string, type: GraphQLInputType, value: unknown, replace: Replace): unknown {
  if (value === null || value === undefined) return value;
  if (isNonNullType(type)) return replaceIn(name, type.ofType, value, replace);
  if (isListType(type)) {
    return Array.isArray(value) ? value.map((item) => replaceIn(name, type.ofType, item, replace)) : value;
  }
  if (isInputObjectType(type)) {
    const copy: Record<string, unknown> = { ...value };
    for (const field of Object.values(type.getFields())) {
      if (field.name in copy && holdsReferences(field)) {
        copy[field.name] = replaceIn(field.name, field.type, copy[field.name], replace);
      }
    }
    return copy;
  }
  if (SLUG_NAMES.has(name)) return replaceSlug(value, replace);
  if (type.name === 'ID') return typeof value === 'string' ? replace({ kind: 'ID', text: value }) : value;
  return value;
}

function replaceSlug(value: unknown, replace: Replace): unknown {
  return typeof value === 'string' ? replace({ kind: 'SLUG', text: value }) : value;
}
