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
  };
  close(): Promise<void>;
}

/** A page of its own for each measurement, without anything in its cache. */
export type OpenPage = () => Promise<BenchPage>;

/** One GraphQL request; throws with the API's message. */
export type Ask = <Data>(query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Data>;

export const MAX_WAIT_MS = 120_000;
