import { createHash } from 'node:crypto';

/** Of the text in UTF-8, as lower-case hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
