import type { ApiToken as ApiTokenRow, ProjectRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Project } from '../project/project.type.js';
import { asResult } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { Viewer } from '../viewer/viewer.type.js';
import { CreateTokenInput, RevokeTokenInput } from './token.input.js';
import { CreateTokenResult, CreateTokenSuccess, RevokeTokenResult, RevokeTokenSuccess } from './token.result.js';
import { ApiToken } from './token.type.js';

@Resolver(() => ApiToken)
export class TokenResolver {
  @Access('ADMIN', { where: 'ANYWHERE' })
  @Mutation(() => CreateTokenResult, {
    description: 'Makes a token for scripts. It may never do more than whoever makes it, now or later.',
  })
  createToken(
    @Arg('input', () => CreateTokenInput, { description: 'The token to make.' }) input: CreateTokenInput,
    @Ctx() { services, viewer }: ApiContext,
  ) {
    return asResult(
      async () => {
        const { token, secret } = await services.token.create(input, viewer);
        return new CreateTokenSuccess(token, secret);
      },
      InvalidInputError,
      NotFoundError,
    );
  }

  @Access('ADMIN', { where: 'ANYWHERE' })
  @Mutation(() => RevokeTokenResult, {
    description:
      'Ends a token at once, and the subscriptions that it opened: one of your own, or of a project you are admin of.',
  })
  revokeToken(
    @Arg('input', () => RevokeTokenInput, { description: 'Which.' }) input: RevokeTokenInput,
    @Ctx() { services, viewer }: ApiContext,
  ) {
    return asResult(async () => new RevokeTokenSuccess(await services.token.revoke(input.id, viewer)), NotFoundError);
  }

  @FieldResolver(() => Project, { nullable: true, description: 'The only project that it works in; null for all.' })
  project(@Root() token: ApiTokenRow, @Ctx() { loaders, viewer }: ApiContext) {
    return token.projectId === null || !viewer.sees(token.projectId) ? null : loaders.project.load(token.projectId);
  }
}

@Resolver(() => Viewer)
export class ViewerTokensResolver {
  @FieldResolver(() => [ApiToken], { description: 'Their tokens, the newest first and revoked ones last.' })
  tokens(@Ctx() { services, viewer }: ApiContext): Promise<ApiTokenRow[]> {
    return services.token.ofViewer(viewer);
  }
}

@Resolver(() => Project)
export class ProjectTokensResolver {
  @FieldResolver(() => [ApiToken], {
    description: 'Tokens that work in this project only, whoever made them. Empty for those who are not its admins.',
  })
  async tokens(@Root() project: ProjectRow, @Ctx() { services, viewer }: ApiContext): Promise<ApiTokenRow[]> {
    return viewer.may('ADMIN', project.id) ? services.token.ofProject(project.id) : [];
  }
}
