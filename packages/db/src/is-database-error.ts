/** Whether an error came from Postgres with this SQLSTATE. */
export function isDatabaseError(error: unknown, sqlState: string): boolean {
  return error instanceof Error && 'code' in error && error.code === sqlState;
}

export const DEADLOCK_DETECTED = '40P01';
export const UNIQUE_VIOLATION = '23505';
