import { createHash } from 'node:crypto';
import { canonicalJson } from '@voxboard/domain';

/** SHA-256 of the canonical JSON: the identity of protocols, splits, recipes and configurations. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
