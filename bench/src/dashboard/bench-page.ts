/** As much of Playwright's page as the measurements use. */
export interface BenchPage {
  goto(url: string, options?: { readonly timeout?: number }): Promise<unknown>;
  addInitScript(script: { readonly content: string }): Promise<unknown>;
  evaluate<Result>(expression: string): Promise<Result>;
  waitForFunction(expression: string, argument?: unknown, options?: { readonly timeout?: number }): Promise<unknown>;
  waitForTimeout(milliseconds: number): Promise<void>;
  readonly mouse: {
    move(x: number, y: number, options?: { readonly steps?: number }): Promise<void>;
    down(): Promise<void>;
    up(): Promise<void>;
    dblclick(x: number, y: number): Promise<void>;
  };
  /** Collects garbage and says how many bytes of objects are left. */
  collectedHeap(): Promise<number>;
  close(): Promise<void>;
}

/** A page of its own for each measurement, without anything in its cache. */
export type OpenPage = () => Promise<BenchPage>;

/** One GraphQL request; throws with the API's message. */
export type Ask = (query: string, variables?: object) => Promise<unknown>;

/** What a measurement works with; all of it fails once the measurement's time is over. */
export interface Workplace {
  readonly openPage: OpenPage;
  readonly ask: Ask;
  readonly signal: AbortSignal;
}

/** Nothing that is measured may take so long. */
export const MAX_WAIT_MS = 30_000;
