/** The value of one cookie of a `Cookie` header; null when it is not there. */
export function parseCookie(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

/** Cookies of a site that is served by HTTPS carry the `__Host-` prefix: no subdomain can set or read them. */
export function cookieName(purpose: 'session' | 'sign-in', isSecure: boolean): string {
  return isSecure ? `__Host-voxboard-${purpose}` : `voxboard-${purpose}`;
}

/**
 * A `Set-Cookie` that scripts in pages cannot read. `Lax`: it comes along when somebody follows a link here, or comes
 * back from an identity provider, and never with a request that another site's page makes in the background.
 */
export function setCookie(name: string, value: string, options: { isSecure: boolean; maxAgeSec: number }): string {
  const secure = options.isSecure ? '; Secure' : '';
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${Math.floor(options.maxAgeSec)}${secure}`;
}
