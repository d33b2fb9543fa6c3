import { Field, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { BoardLink } from './board-link.type.js';

@ObjectType({ description: 'The address was made.', simpleResolvers: true })
export class CreateBoardLinkSuccess {
  @Field(() => BoardLink, { description: 'The link.' })
  readonly link: unknown;

  @Field(() => String, {
    nullable: true,
    description:
      'The path on this server, without an ending: add `.svg` (badge), `.picture.svg`, `.csv`, `.json`, `.md` or `.tex`. It is kept nowhere: this is the only time it is shown. null when the request is repeated.',
  })
  readonly address: string | null;

  constructor(link: unknown, address: string | null) {
    this.link = link;
    this.address = address;
  }
}

@ObjectType({ description: 'The address shows nothing any more.', simpleResolvers: true })
export class RevokeBoardLinkSuccess {
  @Field(() => BoardLink, { description: 'The link as it is now.' })
  readonly link: unknown;

  constructor(link: unknown) {
    this.link = link;
  }
}

export const CreateBoardLinkResult = resultUnion(
  'CreateBoardLinkResult',
  CreateBoardLinkSuccess,
  InvalidInputError,
  NotFoundError,
);
export const RevokeBoardLinkResult = resultUnion('RevokeBoardLinkResult', RevokeBoardLinkSuccess, NotFoundError);
