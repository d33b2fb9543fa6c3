/** Exit statuses of `voxboard`, for scripts. */
export const EXIT = {
  ok: 0,
  /** The command was understood but could not be done. */
  failure: 1,
  /** The command line is wrong. */
  usage: 2,
} as const;
