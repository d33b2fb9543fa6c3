export interface Throttled<Arguments extends readonly unknown[]> {
  /** Calls now, or leaves out the call when the last one was too short a time ago or is still under way. */
  call(...args: Arguments): void;
  /** Waits for the call under way, passes on its error, and makes the newest call if that was left out. */
  flush(): Promise<void>;
}

/** Progress reports at a bearable rate: the newest wins, none queue up. */
export function throttle<Arguments extends readonly unknown[]>(
  intervalMs: number,
  now: () => number,
  send: (...args: Arguments) => Promise<unknown>,
): Throttled<Arguments> {
  let sentAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<unknown> | null = null;
  let failure: { readonly error: unknown } | null = null;
  let skipped: Arguments | null = null;
  return {
    call(...args) {
      skipped = args;
      if (pending || now() - sentAt < intervalMs) return;
      skipped = null;
      sentAt = now();
      pending = send(...args)
        .catch((error: unknown) => {
          failure = { error };
        })
        .finally(() => {
          pending = null;
        });
    },
    async flush() {
      await pending;
      if (failure) throw failure.error;
      const last = skipped;
      skipped = null;
      if (last) await send(...last);
    },
  };
}
