import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What an operation amounts to, fragments counted at every place they are spread. */
export interface QueryCost {
  /** Nesting of fields; `{ a { b } }` is 2. */
  readonly depth: number;
  /** Fields at the root: each is work of its own. */
  readonly rootFields: number;
  /** Fields under another name than their own. */
  readonly aliases: number;
  readonly directives: number;
  /** Objects and values the answer may hold: each field once per object of the lists around it. */
  readonly cost: number;
}

/** Arguments that say how long a list may get, and the lists of ids that say it by their length. */
const SIZE_ARGUMENTS = ['first', 'last'];
const ID_LIST_ARGUMENTS = ['ids', 'runIds'];
const NOTHING: QueryCost = { depth: 0, rootFields: 0, aliases: 0, directives: 0, cost: 0 };
/** Beyond this nothing is counted on; it keeps sums of nested lists from overflowing to Infinity and NaN. */
const CEILING = 1e12;

/**
 * Measures an operation without running it. Each fragment is measured once, so that fragments that spread each other
 * cannot make measuring itself expensive; a cycle counts as nothing (validation rejects it).
 */
export class QueryCostMeter {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #measured = new Map<string, QueryCost>();

  constructor(
    document: DocumentNode,
    private readonly variables: Readonly<Record<string, unknown>>,
  ) {
    this.#fragments = new Map(
      document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
      ),
    );
  }

  measure(operation: OperationDefinitionNode): QueryCost {
    return this.#selections(operation.selectionSet);
  }

  #selections(selectionSet: SelectionSetNode): QueryCost {
    return selectionSet.selections.reduce((sum: QueryCost, node) => {
      if (node.kind === Kind.FIELD) return joined(sum, this.#field(node));
      const inner =
        node.kind === Kind.INLINE_FRAGMENT ? this.#selections(node.selectionSet) : this.#fragment(node.name.value);
      return joined(sum, { ...inner, directives: inner.directives + (node.directives?.length ?? 0) });
    }, NOTHING);
  }

  #fragment(name: string): QueryCost {
    const known = this.#measured.get(name);
    if (known) return known;
    const fragment = this.#fragments.get(name);
    if (!fragment) return NOTHING;
    this.#measured.set(name, NOTHING);
    const measured = this.#selections(fragment.selectionSet);
    this.#measured.set(name, measured);
    return measured;
  }

  #field(node: FieldNode): QueryCost {
    // Introspection reads the schema in memory, is deep by nature, and costs no database.
    if (node.name.value.startsWith('__')) return NOTHING;
    const inner = node.selectionSet ? this.#selections(node.selectionSet) : NOTHING;
    return {
      depth: inner.depth + 1,
      rootFields: 1,
      aliases: inner.aliases + (node.alias ? 1 : 0),
      directives: inner.directives + (node.directives?.length ?? 0),
      cost: Math.min(CEILING, 1 + inner.cost * this.#listLength(node)),
    };
  }

  #listLength(node: FieldNode): number {
    for (const argument of node.arguments ?? []) {
      const name = argument.name.value;
      const value = argument.value.kind === Kind.VARIABLE ? this.variables[argument.value.name.value] : argument.value;
      if (SIZE_ARGUMENTS.includes(name)) return Math.max(1, sizeOf(value));
      if (ID_LIST_ARGUMENTS.includes(name)) return Math.max(1, lengthOf(value));
    }
    return 1;
  }
}

function joined(a: QueryCost, b: QueryCost): QueryCost {
  return {
    depth: Math.max(a.depth, b.depth),
    rootFields: a.rootFields + b.rootFields,
    aliases: Math.min(CEILING, a.aliases + b.aliases),
    directives: Math.min(CEILING, a.directives + b.directives),
    cost: Math.min(CEILING, a.cost + b.cost),
  };
}

function sizeOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'object' && value !== null && 'kind' in value && 'value' in value) return Number(value.value);
  return 1;
}

function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'object' && value !== null && 'values' in value && Array.isArray(value.values)) {
    return value.values.length;
  }
  return 1;
}
