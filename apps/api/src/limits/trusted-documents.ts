import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  visit,
} from 'graphql';
import { z } from 'zod';

const FileSchema = z.object({ documents: z.array(z.string().regex(/^[0-9a-f]{64}$/)) });

/** Thrown when the dashboard's list of documents is not there or no list. */
export class TrustedDocumentsError extends Error {
  override readonly name = 'TrustedDocumentsError';
}

/** The documents that the dashboard was built with. */
export class TrustedDocuments {
  readonly #hashes: ReadonlySet<string>;
  /** What was found out about documents that Apollo keeps parsed. */
  readonly #known = new WeakMap<DocumentNode, boolean>();

  constructor(hashes: Iterable<string>) {
    this.#hashes = new Set(hashes);
  }

  /** @throws TrustedDocumentsError */
  static read(path: string): TrustedDocuments {
    try {
      return new TrustedDocuments(FileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).documents);
    } catch (error) {
      throw new TrustedDocumentsError(
        `VOXBOARD_TRUSTED_DOCUMENTS=only needs the list of the dashboard's documents at ${path}, which its build writes (npm run build).`,
        { cause: error },
      );
    }
  }

  includes(document: DocumentNode): boolean {
    const known = this.#known.get(document);
    if (known !== undefined) return known;
    const isIncluded = this.#hashes.has(documentHash(document));
    this.#known.set(document, isIncluded);
    return isIncluded;
  }
}

/**
 * SHA-256 of what a document asks for, however it is written: in one order of its parts, and without the `__typename`
 * that clients add.
 */
export function documentHash(document: DocumentNode): string {
  const parts = document.definitions.map((definition) => {
    const bare = visit(definition, { Field: (node) => (node.name.value === '__typename' ? null : undefined) });
    return print(bare);
  });
  return createHash('sha256').update(parts.sort().join('\n')).digest('hex');
}

/** One document per operation: the operation with the fragments that it needs, as a client sends it. */
export function operationDocuments(all: DocumentNode): DocumentNode[] {
  const fragments = new Map(
    all.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  return all.definitions
    .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => {
      const needed = new Set<string>();
      const open: (OperationDefinitionNode | FragmentDefinitionNode)[] = [operation];
      for (let node = open.pop(); node !== undefined; node = open.pop()) {
        visit(node, {
          FragmentSpread({ name: { value } }) {
            const fragment = fragments.get(value);
            if (!fragment || needed.has(value)) return;
            needed.add(value);
            open.push(fragment);
          },
        });
      }
      const used = [...needed].flatMap((name) => fragments.get(name) ?? []);
      return { kind: Kind.DOCUMENT, definitions: [operation, ...used] };
    });
}
