import { timingSafeEqual } from 'node:crypto';
import { hashSecret, newSecret } from './secret.js';

/** Proves to the sign-in page that whoever sets Voxboard up can read what the server prints. Good once. */
export class SetupCode {
  #hash: string | null = null;

  /** The code, to be printed; each call makes another one and ends the last. */
  issue(): string {
    const code = newSecret().slice(0, 20);
    this.#hash = hashSecret(code);
    return code;
  }

  fits(code: string): boolean {
    return this.#hash !== null && timingSafeEqual(Buffer.from(hashSecret(code.trim())), Buffer.from(this.#hash));
  }

  spend(): void {
    this.#hash = null;
  }
}
