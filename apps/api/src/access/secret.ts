import { createHash, randomBytes } from 'node:crypto';

/** How tokens begin, so that people and secret scanners know one when they see it. */
export const TOKEN_PREFIX = 'vxb_';
/** As much of a token as lists show. */
const SHOWN_LENGTH = TOKEN_PREFIX.length + 6;

/** 256 random bits: guessing is hopeless, so a plain hash of it is safe to keep. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function newTokenSecret(): string {
  return `${TOKEN_PREFIX}${newSecret()}`;
}

/** What is kept of a secret. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function shownPrefix(token: string): string {
  return token.slice(0, SHOWN_LENGTH);
}
