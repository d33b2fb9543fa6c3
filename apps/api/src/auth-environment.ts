import { z } from 'zod';
import { type AuthOptions, NO_AUTH } from './access/auth-options.js';
import { PasswordSchema } from './access/password.js';
import { EmailSchema } from './access/sign-in.service.js';

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter((part) => part !== ''),
  );

/** Variables about who may come in and how much they may ask for. */
export const AuthVariablesSchema = z.object({
  VOXBOARD_AUTH: z.enum(['off', 'accounts', 'oidc'], 'must be off, accounts or oidc').default('off'),
  VOXBOARD_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be the address people open, such as https://voxboard.example' })
    .transform((text) => new URL(text).origin)
    .optional(),
  VOXBOARD_TRUST_PROXY: z.coerce.number('must be a number of proxies').int().min(0).max(10).default(0),
  VOXBOARD_BOARD_LINKS: z.enum(['on', 'off'], 'must be on or off').default('off'),
  VOXBOARD_ADMIN_EMAIL: EmailSchema.optional(),
  VOXBOARD_ADMIN_PASSWORD: PasswordSchema.optional(),
  VOXBOARD_OIDC_ISSUER: z.url('must be the address of the identity provider').optional(),
  VOXBOARD_OIDC_CLIENT_ID: z.string().optional(),
  VOXBOARD_OIDC_CLIENT_SECRET: z.string().optional(),
  VOXBOARD_OIDC_SCOPE: z.string().default('openid email profile'),
  VOXBOARD_OIDC_LABEL: z.string().max(60).default('your identity provider'),
  VOXBOARD_OIDC_DOMAINS: list,
  VOXBOARD_OIDC_ADMINS: list,
});
type AuthVariables = z.output<typeof AuthVariablesSchema>;

/** What is wrong with the variables together, by name; empty when nothing is. */
export function authProblems(variables: AuthVariables, isLoopback: boolean, host: string): string[] {
  const { VOXBOARD_AUTH: mode, VOXBOARD_PUBLIC_URL: publicUrl } = variables;
  const problems: string[] = [];
  if (!isLoopback && mode === 'off') {
    problems.push(
      `HOST: ${host} is reachable from other machines, and no authentication is configured (VOXBOARD_AUTH). Set HOST to 127.0.0.1, or configure VOXBOARD_AUTH.`,
    );
  }
  if (!isLoopback && mode !== 'off' && publicUrl === undefined) {
    problems.push('VOXBOARD_PUBLIC_URL: is required beyond loopback: the address that people open, for origin checks.');
  }
  if (mode === 'oidc') {
    for (const name of ['VOXBOARD_OIDC_ISSUER', 'VOXBOARD_OIDC_CLIENT_ID', 'VOXBOARD_PUBLIC_URL'] as const) {
      if (variables[name] === undefined) problems.push(`${name}: is required by VOXBOARD_AUTH=oidc.`);
    }
  }
  if ((variables.VOXBOARD_ADMIN_EMAIL === undefined) !== (variables.VOXBOARD_ADMIN_PASSWORD === undefined)) {
    problems.push('VOXBOARD_ADMIN_EMAIL: goes with VOXBOARD_ADMIN_PASSWORD; set both or none.');
  }
  return problems;
}

export function toAuthOptions(variables: AuthVariables): AuthOptions {
  const { VOXBOARD_AUTH: mode, VOXBOARD_ADMIN_EMAIL: email, VOXBOARD_ADMIN_PASSWORD: password } = variables;
  const { VOXBOARD_OIDC_ISSUER: issuer, VOXBOARD_OIDC_CLIENT_ID: clientId } = variables;
  const shared = {
    publicUrl: variables.VOXBOARD_PUBLIC_URL ?? null,
    trustedProxies: variables.VOXBOARD_TRUST_PROXY,
    boardLinks: variables.VOXBOARD_BOARD_LINKS === 'on',
  };
  if (mode === 'off') return { ...NO_AUTH, ...shared };
  return {
    mode,
    ...shared,
    firstAdmin: email === undefined || password === undefined ? null : { email, password },
    oidc:
      mode !== 'oidc' || issuer === undefined || clientId === undefined
        ? null
        : {
            issuer,
            clientId,
            clientSecret: variables.VOXBOARD_OIDC_CLIENT_SECRET ?? null,
            scope: variables.VOXBOARD_OIDC_SCOPE,
            label: variables.VOXBOARD_OIDC_LABEL,
            domains: variables.VOXBOARD_OIDC_DOMAINS,
            adminEmails: variables.VOXBOARD_OIDC_ADMINS,
          },
  };
}
