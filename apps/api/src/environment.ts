import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { AuthOptions } from './access/auth-options.js';
import { AuthVariablesSchema, authProblems, toAuthOptions } from './auth-environment.js';
import { isLoopbackHost } from './http/loopback-guard.js';
import { DEFAULT_POINTS_PER_MINUTE, type GuardOptions } from './limits/guard-options.js';

// graphql-js checks every type twice unless told otherwise, which triples the time to read a batch of metrics. It looks
// once, when it is loaded: so this module comes before it.
process.env.NODE_ENV ??= 'production';

/** Written by the dashboard's build. From here, or from the bundle below it, the dashboard lies beside the API. */
const TRUSTED_DOCUMENTS = fileURLToPath(
  import.meta.url.replace(/\/apps\/api\/.*$/, '/apps/dashboard/dist/trusted-documents.json'),
);

/** What the process is told by its surroundings. Nothing else reads `process.env`. */
export interface Environment {
  readonly auth: AuthOptions;
  readonly guards: Omit<GuardOptions, 'slowConsumerMs'>;
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
  ...AuthVariablesSchema.shape,
  HOST: z.string().min(1, 'must not be empty').default('127.0.0.1'),
  VOXBOARD_API_PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).default(4000),
  DATABASE_URL: z
    .string('is required: the address of the Postgres database, postgres://user:password@host:port/name')
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://'),
  VOXBOARD_DATA_DIR: z.string().min(1, 'must not be empty').default('.voxboard'),
  VOXBOARD_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  VOXBOARD_RETENTION_DAYS: z.coerce.number('must be a number of days').int().min(0).max(3650).default(7),
  VOXBOARD_INTROSPECTION: z.enum(['on', 'off'], 'must be on or off').default('on'),
  VOXBOARD_TRUSTED_DOCUMENTS: z.enum(['off', 'only'], 'must be off or only').default('off'),
  /** Cost points a minute; 0: not counted. */
  VOXBOARD_RATE_LIMIT: z.coerce.number('must be a number of points').int().min(0).optional(),
  VOXBOARD_REQUEST_TIMEOUT_S: z.coerce.number('must be seconds').min(1).max(3600).default(30),
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
  if (!parsed.success) throw wrong(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const { data } = parsed;
  const problems = authProblems(data, isLoopbackHost(data.HOST), data.HOST);
  if (problems.length > 0) throw wrong(problems);
  const defaultPoints = data.VOXBOARD_AUTH === 'off' ? 0 : DEFAULT_POINTS_PER_MINUTE;
  const points = data.VOXBOARD_RATE_LIMIT ?? defaultPoints;
  return {
    auth: toAuthOptions(data),
    guards: {
      introspection: data.VOXBOARD_INTROSPECTION === 'on',
      trustedDocuments: data.VOXBOARD_TRUSTED_DOCUMENTS === 'only' ? TRUSTED_DOCUMENTS : null,
      pointsPerMinute: points === 0 ? null : points,
      requestTimeoutMs: data.VOXBOARD_REQUEST_TIMEOUT_S * 1000,
    },
    host: data.HOST,
    port: data.VOXBOARD_API_PORT,
    databaseUrl: data.DATABASE_URL,
    dataDir: resolve(data.VOXBOARD_DATA_DIR),
    logLevel: data.VOXBOARD_LOG_LEVEL,
    retentionDays: data.VOXBOARD_RETENTION_DAYS,
    isSupervised: data.VOXBOARD_SUPERVISED === '1',
  };
}

function wrong(problems: readonly string[]): EnvironmentError {
  const lines = problems.map((problem) => `\n  ${problem}`).join('');
  return new EnvironmentError(`The API cannot start; set these environment variables right:${lines}`);
}

/** The surroundings of this process. @throws EnvironmentError */
export function environment(): Environment {
  return parseEnvironment(process.env);
}
