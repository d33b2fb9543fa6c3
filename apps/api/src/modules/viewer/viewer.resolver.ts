import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { asResult } from '../shared/mutation-result.js';
import { AlreadyExistsError, InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { ChangePasswordInput, CreateAccountInput, EndSessionsInput, UpdateAccountInput } from './viewer.input.js';
import {
  ChangePasswordResult,
  ChangePasswordSuccess,
  EndSessionsResult,
  EndSessionsSuccess,
  SaveAccountResult,
  SaveAccountSuccess,
} from './viewer.result.js';
import { Account, SignInOptions, SignInSession, Viewer } from './viewer.type.js';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Access('PUBLIC')
  @Query(() => Viewer, { description: 'Whoever asks, signed in or not.' })
  viewer(@Ctx() { viewer }: ApiContext): Viewer {
    const { kind, name, userId, isInstanceAdmin } = viewer;
    return { kind, name, accountId: userId, isInstanceAdmin };
  }

  @FieldResolver(() => SignInOptions, { description: 'How people sign in here.' })
  signIn(@Ctx() { services }: ApiContext): Promise<SignInOptions> {
    return services.signInOptions();
  }

  @FieldResolver(() => Account, { nullable: true, description: 'Their account; null for those who have none.' })
  async account(@Ctx() { services, viewer }: ApiContext): Promise<Account | null> {
    return viewer.userId === null ? null : services.account.byId(viewer.userId);
  }

  @FieldResolver(() => [SignInSession], { description: 'Where they are signed in, the last seen first.' })
  sessions(@Ctx() { services, viewer }: ApiContext): Promise<SignInSession[]> {
    return services.account.sessionsOf(viewer);
  }

  @Access('ADMIN', { where: 'ANYWHERE' })
  @Mutation(() => ChangePasswordResult, { description: 'Changes the password of whoever asks.' })
  changePassword(
    @Arg('input', () => ChangePasswordInput, { description: 'The two passwords.' }) input: ChangePasswordInput,
    @Ctx() { services, viewer, address }: ApiContext,
  ) {
    return asResult(async () => {
      const place = { address, userAgent: '' };
      await services.signIn.changePassword(viewer, input.presentPassword, input.newPassword, place);
      return new ChangePasswordSuccess();
    }, InvalidInputError);
  }

  @Access('ADMIN', { where: 'ANYWHERE' })
  @Mutation(() => EndSessionsResult, { description: 'Signs browsers of whoever asks out.' })
  endSessions(
    @Arg('input', () => EndSessionsInput, { description: 'Which.' }) input: EndSessionsInput,
    @Ctx() { services, viewer }: ApiContext,
  ) {
    return asResult(
      async () => new EndSessionsSuccess(await services.account.endSessions(viewer, input.id ?? null)),
      NotFoundError,
    );
  }
}

@Resolver()
export class AccountResolver {
  @Access('ADMIN', { where: 'INSTANCE' })
  @Query(() => [Account], { description: 'Everybody who can sign in, by e-mail address.' })
  accounts(@Ctx() { services }: ApiContext): Promise<Account[]> {
    return services.account.list();
  }

  @Access('ADMIN', { where: 'INSTANCE' })
  @Mutation(() => SaveAccountResult, { description: 'Makes an account, with a password to begin with.' })
  createAccount(
    @Arg('input', () => CreateAccountInput, { description: 'Who it is for.' }) input: CreateAccountInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => {
        const { account, initialPassword } = await services.account.create(input);
        return new SaveAccountSuccess(account, initialPassword);
      },
      InvalidInputError,
      AlreadyExistsError,
    );
  }

  @Access('ADMIN', { where: 'INSTANCE' })
  @Mutation(() => SaveAccountResult, { description: 'Changes an account, or ends and restores it.' })
  updateAccount(
    @Arg('input', () => UpdateAccountInput, { description: 'What to change.' }) input: UpdateAccountInput,
    @Ctx() { services, viewer }: ApiContext,
  ) {
    return asResult(
      async () => {
        const { account, initialPassword } = await services.account.update(input, viewer);
        return new SaveAccountSuccess(account, initialPassword);
      },
      InvalidInputError,
      NotFoundError,
    );
  }
}
