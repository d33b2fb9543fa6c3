import { type DocumentNode, GraphQLError, visit } from 'graphql';

/** JSON nested deeper than this is no configuration of anything. */
const MAX_NESTING = 64;

/**
 * What no field can take, whatever its type: text with NUL, which Postgres cannot store, and JSON nested so deep that
 * walking it would exhaust the stack. null when all is well.
 */
export function badVariables(variables: unknown): GraphQLError | null {
  const open: { value: unknown; depth: number }[] = [{ value: variables, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string' && value.includes('\0')) return nulCharacter();
    if (typeof value !== 'object' || value === null) continue;
    if (depth > MAX_NESTING) return refused(`A variable is nested deeper than ${MAX_NESTING} levels. Flatten it.`);
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item !== 'number') open.push({ value: item, depth: depth + 1 });
      continue;
    }
    for (const [key, item] of Object.entries(value)) {
      if (key.includes('\0')) return nulCharacter();
      open.push({ value: item, depth: depth + 1 });
    }
  }
  return null;
}

/** The same of text written into the document itself. */
export function badLiterals(document: DocumentNode): GraphQLError | null {
  let found = false;
  visit(document, {
    StringValue(node) {
      if (node.value.includes('\0')) found = true;
    },
  });
  return found ? nulCharacter() : null;
}

function nulCharacter(): GraphQLError {
  return refused('Text may not hold the character U+0000. Remove it.');
}

function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
