import type { Role } from '../generated/enums.js';
import type { Queryable } from '../read/queryable.js';

/** Who a session or a token speaks for. */
export interface AccountFacts {
  readonly accountId: string;
  readonly accountName: string;
  readonly isAdmin: boolean;
  readonly disabledAt: Date | null;
  /** Role by project id. */
  readonly roles: Readonly<Record<string, Role>>;
}

export interface TokenFacts {
  readonly tokenId: string;
  readonly tokenName: string;
  readonly scopes: readonly string[];
  readonly projectId: string | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** null: made where nobody has an account. */
  readonly account: AccountFacts | null;
}

export interface SessionFacts {
  readonly sessionId: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly account: AccountFacts;
}

const ACCOUNT = `jsonb_build_object('accountId', a.id, 'accountName', a.name, 'isAdmin', a.is_admin) AS account,
  a.id AS "accountId", a.disabled_at AS "disabledAt",
  (SELECT coalesce(jsonb_object_agg(m.project_id, m.role), '{}') FROM membership m WHERE m.account_id = a.id) AS roles`;

interface AccountColumns {
  readonly account: Pick<AccountFacts, 'accountId' | 'accountName' | 'isAdmin'>;
  readonly accountId: string | null;
  readonly disabledAt: Date | null;
  readonly roles: AccountFacts['roles'];
}

/** What a session or a token is worth: one statement each, by the SHA-256 of its secret. */
export class CredentialReader {
  constructor(private readonly sql: Queryable) {}

  async token(secretHash: string): Promise<TokenFacts | null> {
    const { rows } = await this.sql.query<Omit<TokenFacts, 'account'> & AccountColumns>({
      name: 'tokenFacts',
      text: `/* tokenFacts */ SELECT t.id AS "tokenId", t.name AS "tokenName", t.scopes, t.project_id AS "projectId",
          t.expires_at AS "expiresAt", t.revoked_at AS "revokedAt", ${ACCOUNT}
        FROM api_token t LEFT JOIN account a ON a.id = t.account_id WHERE t.token_hash = $1`,
      values: [secretHash],
    });
    const [row] = rows;
    return row ? { ...row, account: accountOf(row) } : null;
  }

  async session(secretHash: string): Promise<SessionFacts | null> {
    const { rows } = await this.sql.query<Omit<SessionFacts, 'account'> & AccountColumns>({
      name: 'sessionFacts',
      text: `/* sessionFacts */ SELECT s.id AS "sessionId", s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt",
          s.expires_at AS "expiresAt", ${ACCOUNT}
        FROM sign_in_session s JOIN account a ON a.id = s.account_id WHERE s.secret_hash = $1`,
      values: [secretHash],
    });
    const [row] = rows;
    const account = row ? accountOf(row) : null;
    return row && account ? { ...row, account } : null;
  }
}

function accountOf({ account, accountId, disabledAt, roles }: AccountColumns): AccountFacts | null {
  return accountId === null ? null : { ...account, disabledAt, roles };
}
