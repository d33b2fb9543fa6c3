import { z } from 'zod';

const EnvironmentSchema = z.object({
  /** Address of the API's GraphQL endpoint. */
  VOXBOARD_URL: z.url().default('http://127.0.0.1:4000/graphql'),
});

/** Training backend asked for by `VOXBOARD_BACKEND`; null: the first that works. */
export function trainingBackend(env: NodeJS.ProcessEnv = process.env): string | null {
  return env.VOXBOARD_BACKEND || null;
}

/** What the API is told where it asks who comes: `VOXBOARD_TOKEN`. */
export function apiToken(env: NodeJS.ProcessEnv = process.env): { token?: string } {
  return env.VOXBOARD_TOKEN ? { token: env.VOXBOARD_TOKEN } : {};
}

/** The only reader of `process.env` in the command line. @throws ZodError when an address is malformed */
export function apiUrl(env: NodeJS.ProcessEnv = process.env): string {
  return EnvironmentSchema.parse({ VOXBOARD_URL: env.VOXBOARD_URL || undefined }).VOXBOARD_URL;
}
