import DataLoader from 'dataloader';
import { asUuid } from './parse-input.js';

/** Ids beyond this go into a statement of their own. */
const MAX_BATCH = 1000;

/** Loads one row per id in one statement per tick; text that is no id loads null without asking the database. */
export function rowLoader<Row>(read: (ids: readonly string[]) => Promise<(Row | null)[]>) {
  return idLoader(read, () => null);
}

/** Loads a list per id in one statement per tick. */
export function listLoader<Row>(read: (ids: readonly string[]) => Promise<(readonly Row[])[]>) {
  return idLoader<readonly Row[]>(read, () => []);
}

function idLoader<Value>(read: (ids: readonly string[]) => Promise<readonly Value[]>, absent: () => Value) {
  return new DataLoader<string, Value>(
    async (ids) => {
      const valid = ids.flatMap((id) => asUuid(id) ?? []);
      const rows = valid.length === 0 ? [] : await read(valid);
      let next = 0;
      return ids.map((id) => (asUuid(id) === null ? absent() : (rows[next++] ?? absent())));
    },
    { maxBatchSize: MAX_BATCH, cacheKeyFn: (id) => id.toLowerCase() },
  );
}

/**
 * Loaders of a family: one per distinct set of arguments, so that fields that ask for the same thing of many objects
 * share a statement.
 */
export class LoaderFamily<Arguments, Value> {
  readonly #loaders = new Map<string, DataLoader<string, Value>>();

  constructor(private readonly make: (given: Arguments) => DataLoader<string, Value>) {}

  of(given: Arguments): DataLoader<string, Value> {
    const key = JSON.stringify(given);
    const loader = this.#loaders.get(key) ?? this.make(given);
    this.#loaders.set(key, loader);
    return loader;
  }
}
