/** How much a request may ask for. */
export interface GuardOptions {
  /** Whether clients may read the schema through the API. */
  readonly introspection: boolean;
  /** Where the dashboard's documents are listed, when its cookie is good for those only; null: for any. */
  readonly trustedDocuments: string | null;
  /** Cost points that a token or a person may spend a minute; null: as many as they like. */
  readonly pointsPerMinute: number | null;
  /** Longest that a request may take, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Longest that an event may wait until a subscriber takes it, in milliseconds. */
  readonly slowConsumerMs: number;
}

export const DEFAULT_GUARDS: GuardOptions = {
  introspection: true,
  trustedDocuments: null,
  pointsPerMinute: null,
  requestTimeoutMs: 30_000,
  slowConsumerMs: 10_000,
};

/** Cost points a minute where there are accounts: twenty of the largest operations, or 5 million small ones. */
export const DEFAULT_POINTS_PER_MINUTE = 5_000_000;
