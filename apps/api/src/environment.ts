import { resolve } from 'node:path';
import { z } from 'zod';
import { isLoopbackHost } from './http/loopback-guard.js';

// graphql-js checks every type twice unless told otherwise, which triples the time to read a batch of metrics. It looks
// once, when it is loaded: so this module comes before it.
process.env.NODE_ENV ??= 'production';

/** What the process is told by its surroundings. Nothing else reads `process.env`. */
export interface Environment {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly logLevel: string;
  /** Days until what is deleted is removed, where a project does not say. */
  readonly retentionDays: number;
  /** Stop when stdin ends: whoever started this process has gone. */
  readonly isSupervised: boolean;
}

const EnvironmentSchema = z.object({
  HOST: z.string().min(1, 'must not be empty').default('127.0.0.1'),
  VOXBOARD_API_PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).default(4000),
  DATABASE_URL: z
    .string('is required: the address of the Postgres database, postgres://user:password@host:port/name')
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://'),
  VOXBOARD_DATA_DIR: z.string().min(1, 'must not be empty').default('.voxboard'),
  VOXBOARD_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  VOXBOARD_RETENTION_DAYS: z.coerce.number('must be a number of days').int().min(0).max(3650).default(7),
  VOXBOARD_SUPERVISED: z.enum(['0', '1']).default('0'),
});

/** Thrown with one line per variable that is wrong, so that all can be set right at once. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** Empty variables count as not set. @throws EnvironmentError */
export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = EnvironmentSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new EnvironmentError(`The API cannot start; set these environment variables right:\n${lines.join('\n')}`);
  }
  const { data } = parsed;
  if (!isLoopbackHost(data.HOST)) {
    throw new EnvironmentError(
      `The API cannot start; set these environment variables right:\n  HOST: ${data.HOST} is reachable from other machines, and no authentication is configured (VOXBOARD_AUTH). Set HOST to 127.0.0.1, or configure VOXBOARD_AUTH.`,
    );
  }
  return {
    host: data.HOST,
    port: data.VOXBOARD_API_PORT,
    databaseUrl: data.DATABASE_URL,
    dataDir: resolve(data.VOXBOARD_DATA_DIR),
    logLevel: data.VOXBOARD_LOG_LEVEL,
    retentionDays: data.VOXBOARD_RETENTION_DAYS,
    isSupervised: data.VOXBOARD_SUPERVISED === '1',
  };
}

/** The surroundings of this process. @throws EnvironmentError */
export function environment(): Environment {
  return parseEnvironment(process.env);
}
