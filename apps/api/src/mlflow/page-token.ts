import { invalidParameter } from './mlflow.errors.js';

const MAX_OFFSET = 10_000_000;

/** Where a search goes on. Opaque to clients. */
export function toPageToken(offset: number): string {
  return Buffer.from(`p${offset}`).toString('base64url');
}

/** @throws MlflowError for text that no page returned */
export function fromPageToken(token: string | null | undefined): number {
  if (token == null || token === '') return 0;
  const [, digits] = /^p(\d{1,8})$/.exec(Buffer.from(token.slice(0, 64), 'base64url').toString()) ?? [];
  const offset = Number(digits ?? Number.NaN);
  if (!Number.isInteger(offset) || offset > MAX_OFFSET) {
    throw invalidParameter('Invalid page token: pass the next_page_token of an earlier answer.');
  }
  return offset;
}

/** Cuts the row that only says that there is more. */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  offset: number,
): { rows: Row[]; next_page_token?: string } {
  const page = rows.slice(0, limit);
  return rows.length > limit ? { rows: page, next_page_token: toPageToken(offset + limit) } : { rows: page };
}
