import { type Algorithm, hash, verify } from '@node-rs/argon2';
import { z } from 'zod';

/** Argon2id, 64 MiB, three passes, one lane: above what OWASP's cheat sheet asks for (19 MiB, two passes). */
const ARGON2ID: Algorithm = 2;
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 };

/** Length is what makes a password hard to guess (NIST SP 800-63B); the upper end keeps hashing cheap. */
export const PasswordSchema = z
  .string()
  .min(12, 'must have at least 12 characters; a few words do')
  .max(256, 'must have at most 256 characters');

export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

/** The hash of no password: what an unknown account's is compared with, so that it takes as long as a known one's. */
let ofNobody: Promise<string> | null = null;

/** Whether the password is the one that was hashed. null: of an account without a password, or of none. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  ofNobody ??= hashPassword('of nobody at all');
  const isRight = await verify(passwordHash ?? (await ofNobody), password);
  return isRight && passwordHash !== null;
}
