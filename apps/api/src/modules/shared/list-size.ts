import { MAX_PAGE_SIZE } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import { z } from 'zod';

/** How many items a plain list may be asked for. */
export const ListSizeSchema = z.number().int().min(1).max(MAX_PAGE_SIZE);

/** @throws InvalidInputError when an argument lists more items than a request may name. */
export function requireListSize(items: readonly unknown[], argument: string, most = MAX_PAGE_SIZE): void {
  if (items.length > most) {
    throw new InvalidInputError(`"${argument}" may hold at most ${most} items, got ${items.length}.`, {
      path: [argument],
    });
  }
}
