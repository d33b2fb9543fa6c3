import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyRequestsError } from './access.errors.js';

/** Wrong passwords for one account from one place, before that place has to wait. */
const PER_ACCOUNT_AND_ADDRESS = { points: 5, duration: 15 * 60, blockDuration: 15 * 60 };
/** For one account from anywhere: a person who forgot it is not locked out by others' guesses for long. */
const PER_ACCOUNT = { points: 30, duration: 60 * 60, blockDuration: 15 * 60 };
/** From one place for any accounts. */
const PER_ADDRESS = { points: 50, duration: 60 * 60, blockDuration: 60 * 60 };

/** Slows down whoever guesses passwords. Counted per process: with several replicas, each counts its own. */
export class SignInThrottle {
  readonly #pair = new RateLimiterMemory(PER_ACCOUNT_AND_ADDRESS);
  readonly #account = new RateLimiterMemory(PER_ACCOUNT);
  readonly #address = new RateLimiterMemory(PER_ADDRESS);

  /** Counts an attempt, before it is known whether it is right. @throws TooManyRequestsError */
  async attempt(email: string, address: string): Promise<void> {
    const account = keyOf(email);
    await consume(this.#address, address);
    await consume(this.#account, account);
    await consume(this.#pair, `${account} ${address}`);
  }

  /** The attempt was right: what was counted against account and address is forgotten. */
  async succeeded(email: string, address: string): Promise<void> {
    const account = keyOf(email);
    await Promise.all([
      this.#pair.delete(`${account} ${address}`),
      this.#account.delete(account),
      this.#address.reward(address, 1),
    ]);
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new TooManyRequestsError('too many attempts to sign in', error.msBeforeNext);
  }
}

/** Whatever somebody types becomes a key of bounded length. */
function keyOf(email: string): string {
  return createHash('sha256').update(email).digest('hex');
}
