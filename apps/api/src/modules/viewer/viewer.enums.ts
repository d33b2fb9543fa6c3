import { registerEnumType } from 'type-graphql';

export enum RoleEnum {
  VIEWER = 'VIEWER',
  EDITOR = 'EDITOR',
  ADMIN = 'ADMIN',
}
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What somebody may do in a project.',
  valuesConfig: {
    VIEWER: { description: 'Reads.' },
    EDITOR: { description: 'Reads, launches, logs and changes.' },
    ADMIN: { description: 'Does all that, manages members and tokens, and reads the audit.' },
  },
});

export enum ViewerKindEnum {
  LOCAL = 'LOCAL',
  ANONYMOUS = 'ANONYMOUS',
  USER = 'USER',
  TOKEN = 'TOKEN',
}
registerEnumType(ViewerKindEnum, {
  name: 'ViewerKind',
  description: 'How whoever asks is known.',
  valuesConfig: {
    LOCAL: { description: 'The one person of a single-user server: nobody is asked anything.' },
    ANONYMOUS: { description: 'Has not signed in.' },
    USER: { description: 'Has signed in with a browser.' },
    TOKEN: { description: 'A script with a token.' },
  },
});

export enum SignInModeEnum {
  OFF = 'OFF',
  ACCOUNTS = 'ACCOUNTS',
  OIDC = 'OIDC',
}
registerEnumType(SignInModeEnum, {
  name: 'SignInMode',
  description: 'How people sign in (VOXBOARD_AUTH).',
  valuesConfig: {
    OFF: { description: 'Nobody has to: a single-user server that only its own machine reaches.' },
    ACCOUNTS: { description: 'With an e-mail address and a password.' },
    OIDC: { description: 'Through an identity provider; accounts with a password can use that too.' },
  },
});

export enum TokenScopeEnum {
  READ = 'READ',
  LOG = 'LOG',
  WRITE = 'WRITE',
  ADMIN = 'ADMIN',
}
registerEnumType(TokenScopeEnum, {
  name: 'TokenScope',
  description: 'What a token may be used for, never more than its owner may do.',
  valuesConfig: {
    READ: { description: 'Reads.' },
    LOG: { description: 'Creates runs and logs into them; alone, it reads nothing.' },
    WRITE: { description: 'Reads, logs, launches and changes.' },
    ADMIN: { description: 'All that its owner may do, members and tokens included.' },
  },
});
