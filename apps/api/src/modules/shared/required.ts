import { NotFoundError } from '@voxboard/domain';

/** @throws NotFoundError for null */
export function required<Row>(row: Row | null | undefined, kind: string, key: string): Row {
  if (row === null || row === undefined) throw new NotFoundError(kind, key.slice(0, 100));
  return row;
}
