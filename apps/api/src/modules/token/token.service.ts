import { type ApiToken, type Database, TokenRepository } from '@voxboard/db';
import { InvalidInputError, NotFoundError } from '@voxboard/domain';
import { z } from 'zod';
import { hashSecret, newTokenSecret, shownPrefix } from '../../access/secret.js';
import { SCOPES, type Viewer } from '../../access/viewer.js';
import type { Clock } from '../../clock.js';
import type { Readers } from '../../readers.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { NameSchema } from '../shared/text-schemas.js';
import type { CreateTokenInput } from './token.input.js';

const DAY_MS = 24 * 3600_000;
const NewTokenSchema = z.object({
  name: NameSchema,
  scopes: z
    .array(z.enum(SCOPES))
    .min(1, 'choose at least one')
    .transform((scopes) => [...new Set(scopes)]),
  expiresInDays: z.number().int().min(1).max(3650).nullable(),
  projectId: z.string().nullable(),
});
const ReplySchema = z.object({ tokenId: z.string() });

/** What scripts sign in with. */
export class TokenService {
  constructor(
    private readonly db: Database,
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
    private readonly now: Clock,
  ) {}

  /** The viewer's own; on a single-user server, those that were made there. */
  async ofViewer(viewer: Viewer): Promise<ApiToken[]> {
    if (!viewer.isSignedIn) return [];
    return new TokenRepository(this.db).list({ accountId: viewer.userId });
  }

  /** Those that work in this project only, whoever's they are. */
  async ofProject(projectId: string): Promise<ApiToken[]> {
    return new TokenRepository(this.db).list({ projectId });
  }

  /** `secret` is null when the request was a repetition. @throws InvalidInputError, NotFoundError */
  async create(input: CreateTokenInput, viewer: Viewer): Promise<{ token: ApiToken; secret: string | null }> {
    const { idempotencyKey: key, name, scopes, projectSlug } = input;
    const projectId = projectSlug == null ? null : await this.#projectId(projectSlug);
    if (projectId === null && viewer.isBoundToProject) {
      throw new InvalidInputError('A token of one project makes tokens of that project only. Name it.', {
        path: ['input', 'projectSlug'],
      });
    }
    const parsed = parseInput(NewTokenSchema, { name, scopes, projectId, expiresInDays: input.expiresInDays ?? null }, [
      'input',
    ]);
    const secret = newTokenSecret();
    let isNew = false;
    const { tokenId } = await this.idempotency.once(
      { key, operation: 'createToken', input: parsed },
      ReplySchema,
      async (tx) => {
        const createdAt = this.now();
        const { expiresInDays, ...rest } = parsed;
        const token = await new TokenRepository(tx).create({
          ...rest,
          accountId: viewer.userId,
          tokenHash: hashSecret(secret),
          prefix: shownPrefix(secret),
          createdAt,
          expiresAt: expiresInDays === null ? null : new Date(createdAt.getTime() + expiresInDays * DAY_MS),
        });
        isNew = true;
        return { tokenId: token.id };
      },
    );
    const token = await new TokenRepository(this.db).byId(tokenId);
    return { token: required(token, 'Token', tokenId), secret: isNew ? secret : null };
  }

  /** One's own, or one of a project that one is admin of. @throws NotFoundError */
  async revoke(idText: string, viewer: Viewer): Promise<ApiToken> {
    const id = requireUuid('Token', idText);
    const tokens = new TokenRepository(this.db);
    const token = await tokens.byId(id);
    if (token === null || !mayRevoke(viewer, token)) throw new NotFoundError('Token', id);
    return tokens.revoke(id, this.now());
  }

  async #projectId(slug: string): Promise<string> {
    return required(await this.readers.project.bySlug(slug), 'Project', slug).id;
  }
}

function mayRevoke(viewer: Viewer, { id, accountId, projectId }: ApiToken): boolean {
  if (viewer.isInstanceAdmin || viewer.tokenId === id) return true;
  if (projectId !== null && viewer.may('ADMIN', projectId)) return true;
  return accountId !== null && accountId === viewer.userId && !viewer.isBoundToProject;
}
