'use client';
import type { CombinedError } from 'urql';

/** True when the API wants to know who asks. */
export function isSignedOut(error: CombinedError): boolean {
  return error.graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED');
}

/** To the sign-in page, and back to here afterwards. */
export function goToSignIn(): void {
  const { pathname, search } = window.location;
  if (pathname === '/login') return;
  window.location.assign(`/login?next=${encodeURIComponent(pathname + search)}`);
}

/** What `/auth/…` answers: who is signed in, or why nobody is. */
export type AuthOutcome = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** Asks the API to sign in, to set up, or to sign out; the session is a cookie that pages do not see. */
export async function postAuth(path: string, body: object): Promise<AuthOutcome> {
  try {
    const response = await fetch(`/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) return { ok: true };
    const answer: unknown = await response.json();
    return { ok: false, message: messageOf(answer) };
  } catch {
    return { ok: false, message: 'The Voxboard API does not answer. Try again when it is back.' };
  }
}

function messageOf(answer: unknown): string {
  if (typeof answer === 'object' && answer !== null && 'error' in answer && typeof answer.error === 'string') {
    return answer.error;
  }
  return 'That did not work. Try again.';
}

/** A path of this site, whatever somebody put into a link. */
export function ownPath(text: string | null): string {
  return text !== null && /^\/(?![/\\])/.test(text) ? text : '/';
}
