import { BoardLinkRepository, type BoardLinkRow, type Database } from '@voxboard/db';
import { InvalidInputError, NotFoundError } from '@voxboard/domain';
import { z } from 'zod';
import { hashSecret, newSecret } from '../../access/secret.js';
import type { Clock } from '../../clock.js';
import type { Readers } from '../../readers.js';
import type { LeaderboardService } from '../leaderboard/leaderboard.service.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { NameSchema } from '../shared/text-schemas.js';
import type { CreateBoardLinkInput } from './board-link.input.js';

const DAY_MS = 24 * 3600_000;
const NewLinkSchema = z.object({
  name: NameSchema,
  expiresInDays: z.number().int().min(1).max(3650).nullable(),
});
const ReplySchema = z.object({ linkId: z.string() });

/** Addresses that show one board to whoever has them: for pictures in pages where nobody can sign in. */
export class BoardLinkService {
  constructor(
    private readonly db: Database,
    private readonly readers: Readers,
    private readonly leaderboard: LeaderboardService,
    private readonly idempotency: IdempotencyService,
    private readonly now: Clock,
    private readonly isOn: boolean,
  ) {}

  /** `address` is null when the request was a repetition. @throws InvalidInputError where they are off · NotFoundError */
  async create(input: CreateBoardLinkInput): Promise<{ link: BoardLinkRow; address: string | null }> {
    if (!this.isOn) {
      throw new InvalidInputError(
        'Links to boards are off on this server. Whoever runs it can set VOXBOARD_BOARD_LINKS=on.',
      );
    }
    const { projectSlug, task, datasetVersionId, protocolHash, idempotencyKey: key } = input;
    const { name, expiresInDays } = parseInput(NewLinkSchema, {
      name: input.name,
      expiresInDays: input.expiresInDays ?? null,
    });
    const { id: projectId } = required(await this.readers.project.bySlug(projectSlug), 'Project', projectSlug);
    const wanted = { projectId, task, datasetVersionId, protocolHash };
    const board = await this.leaderboard.board({ ...wanted, metric: 'uar', asOf: null });
    if (board === null) throw new NotFoundError('Board', protocolHash.slice(0, 64));
    const secret = newSecret();
    let address: string | null = null;
    const { linkId } = await this.idempotency.once(
      { key, operation: 'createBoardLink', input: { boardId: board.boardId, name, expiresInDays } },
      ReplySchema,
      async (tx) => {
        const createdAt = this.now();
        const expiresAt = expiresInDays === null ? null : new Date(createdAt.getTime() + expiresInDays * DAY_MS);
        const link = { boardId: board.boardId, name, secretHash: hashSecret(secret), createdAt, expiresAt };
        const id = await new BoardLinkRepository(tx).create(link);
        address = `/shared/${secret}`;
        return { linkId: id };
      },
    );
    return { link: await new BoardLinkRepository(this.db).byId(linkId), address };
  }

  /** @throws NotFoundError */
  async revoke(idText: string, key: string | null): Promise<BoardLinkRow> {
    const linkId = requireUuid('Board link', idText);
    await new BoardLinkRepository(this.db).byId(linkId);
    await this.idempotency.once({ key, operation: 'revokeBoardLink', input: { linkId } }, ReplySchema, async (tx) => {
      await new BoardLinkRepository(tx).revoke(linkId, this.now());
      return { linkId };
    });
    return new BoardLinkRepository(this.db).byId(linkId);
  }

  ofProject(projectId: string): Promise<BoardLinkRow[]> {
    return new BoardLinkRepository(this.db).ofProject(projectId);
  }

  /** The board that a secret shows; null for one that shows nothing (any more). */
  async open(secret: string): Promise<BoardLinkRow | null> {
    return this.isOn ? new BoardLinkRepository(this.db).good(hashSecret(secret), this.now()) : null;
  }
}
