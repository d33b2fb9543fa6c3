import { DomainError } from '@voxboard/domain';

/** Thrown when a live Voxboard (or Postgres) holds the data folder: two servers on one folder would destroy it. */
export class DataFolderInUseError extends DomainError {
  readonly code = 'DATA_FOLDER_IN_USE';
  constructor(
    readonly dataDir: string,
    readonly pid: number,
  ) {
    super(
      `The data folder ${dataDir} is in use by process ${pid}. Stop that Voxboard first, or start this one with another folder (--data PATH).`,
    );
  }
}

/** Thrown when the data folder cannot be made or written. */
export class DataFolderNotWritableError extends DomainError {
  readonly code = 'DATA_FOLDER_NOT_WRITABLE';
  constructor(
    readonly dataDir: string,
    cause: unknown,
  ) {
    super(
      `The data folder ${dataDir} cannot be written${reason(cause)}. Give this user the right to write there, or choose another folder (--data PATH).`,
      { cause },
    );
  }
}

/** Thrown when the folder was made by another major version of Postgres, whose files this one cannot read. */
export class WrongPostgresVersionError extends DomainError {
  readonly code = 'WRONG_POSTGRES_VERSION';
  constructor(
    readonly dataDir: string,
    readonly found: string,
    readonly expected: string,
  ) {
    super(
      `The data folder ${dataDir} was made by Postgres ${found}, and this Voxboard brings Postgres ${expected}. Export it with the version that made it (pg_dump), or choose another folder (--data PATH).`,
    );
  }
}

/** Thrown when Postgres stops for want of room. */
export class NoDiskSpaceError extends DomainError {
  readonly code = 'NO_DISK_SPACE';
  constructor(readonly dataDir: string) {
    super(
      `The disk that holds ${dataDir} is full. Make room (Postgres needs about 100 MB to start), then start again.`,
    );
  }
}

/** Thrown when another program listens on the port that was asked for. */
export class PostgresPortTakenError extends DomainError {
  readonly code = 'POSTGRES_PORT_TAKEN';
  constructor(readonly port: number) {
    super(`Port ${port} is taken by another program. Stop that, or leave the port out and a free one is found.`);
  }
}

/** Thrown when the folder holds files but no database of Voxboard's. */
export class NotADataFolderError extends DomainError {
  readonly code = 'NOT_A_DATA_FOLDER';
  constructor(
    readonly dataDir: string,
    detail: string,
  ) {
    super(`${dataDir} is not a database folder of Voxboard's: ${detail}. Choose an empty folder (--data PATH).`);
  }
}

/** Thrown when this machine's system or processor has no bundled Postgres. */
export class NoBundledPostgresError extends DomainError {
  readonly code = 'NO_BUNDLED_POSTGRES';
  constructor(platform: string, cause?: unknown) {
    super(
      `No Postgres is bundled for ${platform}. Install Postgres 15 or newer and name it in DATABASE_URL, or run npm install again if optional packages were left out.`,
      { cause },
    );
  }
}

/** Thrown when Postgres does not come up for a reason that has no class of its own; the message ends with its words. */
export class PostgresStartError extends DomainError {
  readonly code = 'POSTGRES_START';
  constructor(dataDir: string, detail: string) {
    super(
      `Postgres did not start on ${dataDir}: ${detail || 'it said nothing'}. Repair what it names and start again.`,
    );
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
}
