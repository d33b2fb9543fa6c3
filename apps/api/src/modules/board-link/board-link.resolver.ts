import type { BoardLinkRow, ProjectRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Project } from '../project/project.type.js';
import { asResult } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { CreateBoardLinkInput, RevokeBoardLinkInput } from './board-link.input.js';
import {
  CreateBoardLinkResult,
  CreateBoardLinkSuccess,
  RevokeBoardLinkResult,
  RevokeBoardLinkSuccess,
} from './board-link.result.js';
import { BoardLink } from './board-link.type.js';

@Resolver(() => BoardLink)
export class BoardLinkResolver {
  @Access('ADMIN')
  @Mutation(() => CreateBoardLinkResult, {
    description:
      'Makes an address that shows one board, read-only, to whoever has it: for pictures in pages where nobody signs in. Refused where the server does not allow it (VOXBOARD_BOARD_LINKS).',
  })
  createBoardLink(
    @Arg('input', () => CreateBoardLinkInput, { description: 'The board, and for how long.' })
    input: CreateBoardLinkInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => {
        const { link, address } = await services.boardLink.create(input);
        return new CreateBoardLinkSuccess(link, address);
      },
      InvalidInputError,
      NotFoundError,
    );
  }

  @Access('ADMIN')
  @Mutation(() => RevokeBoardLinkResult, { description: 'Ends an address of a board at once.' })
  revokeBoardLink(
    @Arg('input', () => RevokeBoardLinkInput, { description: 'Which.' }) input: RevokeBoardLinkInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new RevokeBoardLinkSuccess(await services.boardLink.revoke(input.id, input.idempotencyKey ?? null)),
      NotFoundError,
    );
  }
}

@Resolver(() => Project)
export class ProjectBoardLinksResolver {
  @FieldResolver(() => [BoardLink], {
    description: 'Addresses that show its boards without signing in. Empty for those who are not its admins.',
  })
  async boardLinks(@Root() project: ProjectRow, @Ctx() { services, viewer }: ApiContext): Promise<BoardLinkRow[]> {
    return viewer.may('ADMIN', project.id) ? services.boardLink.ofProject(project.id) : [];
  }
}
