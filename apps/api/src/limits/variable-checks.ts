import { type DocumentNode, GraphQLError, visit } from 'graphql';

/** JSON nested deeper than this is no configuration of anything. */
const MAX_NESTING = 64;

/**
 * What no field can take, whatever its type: text that cannot be stored, and JSON nested so deep that
 * walking it would exhaust the stack. null when all is well.
 */
export function badVariables(variables: unknown): GraphQLError | null {
  const open: { value: unknown; depth: number }[] = [{ value: variables, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string' && isUnstorable(value)) return unstorableText();
    if (typeof value !== 'object' || value === null) continue;
    if (depth > MAX_NESTING) return refused(`A variable is nested deeper than ${MAX_NESTING} levels. Flatten it.`);
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item !== 'number') open.push({ value: item, depth: depth + 1 });
      continue;
    }
    for (const [key, item] of Object.entries(value)) {
      if (isUnstorable(key)) return unstorableText();
      open.push({ value: item, depth: depth + 1 });
    }
  }
  return null;
}

/** Documents are kept parsed, and scripts send the same one thousands of times. */
const walked = new WeakMap<DocumentNode, GraphQLError | null>();

/** The same of text written into the document itself. */
export function badLiterals(document: DocumentNode): GraphQLError | null {
  const known = walked.get(document);
  if (known !== undefined) return known;
  const found = badLiteralIn(document);
  walked.set(document, found);
  return found;
}

function badLiteralIn(document: DocumentNode): GraphQLError | null {
  let found = false;
  visit(document, {
    StringValue(node) {
      if (isUnstorable(node.value)) found = true;
    },
  });
  return found ? unstorableText() : null;
}

/** U+0000 is what Postgres cannot store, and half of a surrogate pair is no text. */
function isUnstorable(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}

function unstorableText(): GraphQLError {
  return refused('Text may hold neither the character U+0000 nor half of a surrogate pair. Remove it.');
}

function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
