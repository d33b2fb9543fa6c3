import { v7 } from 'uuid';

/** A uuid v7: unique everywhere, and later ids sort after earlier ones, so that new rows lie together in an index. */
export function newId(): string {
  return v7();
}
