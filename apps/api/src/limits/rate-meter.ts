import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyRequestsError } from '../access/access.errors.js';
import type { Viewer } from '../access/viewer.js';

/** What is left of the points that may be spent in a minute. */
export interface RateState {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the limit is whole again. */
  readonly resetsInSec: number;
}

const MINUTE_SEC = 60;
/** Those who have not signed in share a small part by address: enough for a sign-in page, and no more. */
const ANONYMOUS_POINTS_PER_REQUEST = 1000;
const ANONYMOUS_REQUESTS_PER_MINUTE = 120;

/**
 * Counts the cost of what is asked for by token, by session, or by address for those who have not signed in. Each
 * process counts for itself.
 */
export class RateMeter {
  readonly #known: RateLimiterMemory | null;
  readonly #anonymous: RateLimiterMemory;

  /** `pointsPerMinute` null: whoever is signed in is not counted. */
  constructor(private readonly pointsPerMinute: number | null) {
    this.#known =
      pointsPerMinute === null ? null : new RateLimiterMemory({ points: pointsPerMinute, duration: MINUTE_SEC });
    const points = ANONYMOUS_POINTS_PER_REQUEST * ANONYMOUS_REQUESTS_PER_MINUTE;
    this.#anonymous = new RateLimiterMemory({ points, duration: MINUTE_SEC });
  }

  /** @throws TooManyRequestsError */
  async spend(viewer: Viewer, address: string, points: number): Promise<RateState | null> {
    if (viewer.isSignedIn) {
      if (this.#known === null || this.pointsPerMinute === null) return null;
      const key = viewer.tokenId ?? viewer.userId ?? address;
      return spend(this.#known, key, Math.max(1, points), this.pointsPerMinute);
    }
    return spend(
      this.#anonymous,
      address,
      Math.max(ANONYMOUS_POINTS_PER_REQUEST, points),
      ANONYMOUS_POINTS_PER_REQUEST * ANONYMOUS_REQUESTS_PER_MINUTE,
    );
  }
}

async function spend(limiter: RateLimiterMemory, key: string, points: number, limit: number): Promise<RateState> {
  try {
    const { remainingPoints, msBeforeNext } = await limiter.consume(key, points);
    return { limit, remaining: remainingPoints, resetsInSec: Math.ceil(msBeforeNext / 1000) };
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new TooManyRequestsError(`more was asked for than ${limit} points a minute`, error.msBeforeNext);
  }
}
