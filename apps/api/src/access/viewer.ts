/** What somebody may do in a project: VIEWER reads, EDITOR changes, ADMIN also manages members and deletes. */
export const ROLES = ['VIEWER', 'EDITOR', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

/** What a token may be used for; WRITE includes READ and LOG, ADMIN includes all. LOG alone reads nothing. */
export const SCOPES = ['READ', 'LOG', 'WRITE', 'ADMIN'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who is behind a request. */
export interface ViewerParts {
  /** `LOCAL` is whoever reaches a server that asks nothing; `ANONYMOUS` has not signed in where that is asked. */
  readonly kind: 'LOCAL' | 'ANONYMOUS' | 'USER' | 'TOKEN';
  /** For people: a user's name, or a token's. */
  readonly name: string;
  readonly userId?: string;
  readonly sessionId?: string;
  readonly tokenId?: string;
  readonly isInstanceAdmin?: boolean;
  /** Roles by project id. */
  readonly roles?: ReadonlyMap<string, Role>;
  /** Of a token; people have all. */
  readonly scopes?: readonly Scope[];
  /** The only project a token works in. */
  readonly onlyProjectId?: string;
  /** When the token or the session ends by itself, in milliseconds since 1970. */
  readonly endsAt?: number;
}

export class Viewer {
  readonly kind: ViewerParts['kind'];
  readonly name: string;
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly tokenId: string | null;
  /** When what let it in ends by itself, in milliseconds since 1970; Infinity: never. */
  readonly endsAt: number;
  readonly #parts: ViewerParts;
  /** The most that the token's scopes allow anywhere. */
  readonly #cap: Role | null;

  constructor(parts: ViewerParts) {
    this.kind = parts.kind;
    this.name = parts.name;
    this.userId = parts.userId ?? null;
    this.sessionId = parts.sessionId ?? null;
    this.tokenId = parts.tokenId ?? null;
    this.endsAt = parts.endsAt ?? Number.POSITIVE_INFINITY;
    this.#parts = parts;
    this.#cap = parts.scopes ? capOf(parts.scopes) : 'ADMIN';
  }

  /** May do everything, and nothing is looked up for it. */
  get isUnlimited(): boolean {
    return this.kind === 'LOCAL';
  }

  get isSignedIn(): boolean {
    return this.kind !== 'ANONYMOUS';
  }

  /** A token that may log into runs and read nothing. */
  get isLogOnly(): boolean {
    const { scopes } = this.#parts;
    return scopes !== undefined && scopes.length > 0 && scopes.every((scope) => scope === 'LOG');
  }

  /** May manage accounts and everything that is of no one project. */
  get isInstanceAdmin(): boolean {
    if (this.isUnlimited) return true;
    const { isInstanceAdmin = false, onlyProjectId } = this.#parts;
    return isInstanceAdmin && onlyProjectId === undefined && this.#cap === 'ADMIN';
  }

  /** A token that works in one project only. */
  get isBoundToProject(): boolean {
    return this.#parts.onlyProjectId !== undefined;
  }

  /** Whether the scopes of a token go as far as a role; those of people do. */
  reaches(role: Role): boolean {
    return this.isSignedIn && this.#cap !== null && atLeast(this.#cap, role);
  }

  /** null: the project is none of the viewer's business, and is as if it did not exist. */
  roleIn(projectId: string): Role | null {
    if (this.isUnlimited) return 'ADMIN';
    const { onlyProjectId, isInstanceAdmin = false, roles } = this.#parts;
    if (onlyProjectId !== undefined && onlyProjectId !== projectId) return null;
    const held = isInstanceAdmin ? 'ADMIN' : (roles?.get(projectId) ?? null);
    if (held === null || this.#cap === null) return null;
    return atLeast(held, this.#cap) ? this.#cap : held;
  }

  may(role: Role, projectId: string): boolean {
    const held = this.roleIn(projectId);
    return held !== null && atLeast(held, role);
  }

  sees(projectId: string): boolean {
    return this.roleIn(projectId) !== null;
  }

  /** Equal for those who may the same. */
  get rights(): string {
    const {
      isInstanceAdmin = false,
      roles = new Map<string, Role>(),
      scopes = null,
      onlyProjectId = null,
    } = this.#parts;
    const sorted = [...roles].sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([this.actor, isInstanceAdmin, sorted, scopes, onlyProjectId]);
  }

  /** For the audit: `local`, `user:ID`, `token:ID`, `anonymous`. */
  get actor(): string {
    if (this.tokenId !== null) return `token:${this.tokenId}`;
    if (this.userId !== null) return `user:${this.userId}`;
    return this.kind.toLowerCase();
  }
}

/** The one person of a server that only this machine reaches. */
export const LOCAL_VIEWER = new Viewer({ kind: 'LOCAL', name: 'this machine' });
export const ANONYMOUS_VIEWER = new Viewer({ kind: 'ANONYMOUS', name: 'anonymous' });

export function atLeast(held: Role, wanted: Role): boolean {
  return ROLES.indexOf(held) >= ROLES.indexOf(wanted);
}

function capOf(scopes: readonly Scope[]): Role | null {
  if (scopes.includes('ADMIN')) return 'ADMIN';
  if (scopes.includes('WRITE') || scopes.includes('LOG')) return 'EDITOR';
  return scopes.includes('READ') ? 'VIEWER' : null;
}
