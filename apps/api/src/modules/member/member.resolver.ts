import type { MemberRow, ProjectRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Project } from '../project/project.type.js';
import { asResult } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { RoleEnum } from '../viewer/viewer.enums.js';
import { RemoveMemberInput, SetMemberInput } from './member.input.js';
import { SaveMembersResult, SaveMembersSuccess } from './member.result.js';
import { Member } from './member.type.js';

@Resolver(() => Project)
export class MemberResolver {
  @FieldResolver(() => [Member], { description: 'Who works in it, by e-mail address.' })
  members(@Root() project: ProjectRow, @Ctx() { services }: ApiContext): Promise<MemberRow[]> {
    return services.member.ofProject(project.id);
  }

  @FieldResolver(() => RoleEnum, { nullable: true, description: 'What whoever asks may do in it.' })
  viewerRole(@Root() project: ProjectRow, @Ctx() { viewer }: ApiContext): keyof typeof RoleEnum | null {
    return viewer.roleIn(project.id);
  }

  @Access('ADMIN')
  @Mutation(() => SaveMembersResult, { description: 'Makes somebody a member, or gives a member another role.' })
  setMember(
    @Arg('input', () => SetMemberInput, { description: 'Who, and which role.' }) input: SetMemberInput,
    @Ctx() { services, viewer }: ApiContext,
  ) {
    return asResult(
      async () => new SaveMembersSuccess(await services.member.set(input, viewer)),
      InvalidInputError,
      NotFoundError,
    );
  }

  @Access('ADMIN')
  @Mutation(() => SaveMembersResult, { description: 'Ends a membership; at once, whatever they have open.' })
  removeMember(
    @Arg('input', () => RemoveMemberInput, { description: 'Who.' }) input: RemoveMemberInput,
    @Ctx() { services, viewer }: ApiContext,
  ) {
    return asResult(
      async () => new SaveMembersSuccess(await services.member.remove(input, viewer)),
      InvalidInputError,
      NotFoundError,
    );
  }
}
