export interface Environment {
  readonly host: string;
  readonly port: number;
  /** Where the GraphQL API, the recordings and the artifacts are served, without a trailing slash. */
  readonly apiUrl: string;
  /** The process that started this one holds stdin open; when it ends, so does this process. */
  readonly isSupervised: boolean;
}

/** Thrown when an environment variable cannot be used as it is. */
export class InvalidEnvironmentError extends Error {
  constructor(name: string, value: string, remedy: string) {
    super(`${name} is "${value}". ${remedy}`);
    this.name = 'InvalidEnvironmentError';
  }
}

/** @throws InvalidEnvironmentError */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  return {
    host: variables.VOXBOARD_HOST ?? '127.0.0.1',
    port: readPort(variables.VOXBOARD_PORT ?? '3000'),
    apiUrl: readUrl(variables.VOXBOARD_API_URL ?? 'http://127.0.0.1:4000'),
    isSupervised: variables.VOXBOARD_SUPERVISED === '1',
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidEnvironmentError('VOXBOARD_PORT', text, 'Give a whole number from 0 (any free port) to 65535.');
}

function readUrl(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text.replace(/\/+$/, '');
  throw new InvalidEnvironmentError(
    'VOXBOARD_API_URL',
    text,
    'Give an address such as http://127.0.0.1:4000 (http or https).',
  );
}
