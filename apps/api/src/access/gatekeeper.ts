import type { IncomingMessage } from 'node:http';
import type { OwnerReader } from '@voxboard/db';
import { clientAddress } from './client-address.js';
import { OwnerDirectory } from './owner-directory.js';
import { ANONYMOUS_VIEWER, type Viewer } from './viewer.js';
import { Visibility } from './visibility.js';

/** Who sends a request, and what they may see. */
export interface RequestAccess {
  readonly viewer: Viewer;
  readonly visibility: Visibility;
  /** Where the request comes from. */
  readonly address: string;
}

/** Finds out who sends a request. @throws UnauthenticatedError for a token or a session that is not valid (any more). */
export type Identify = (request: IncomingMessage) => Promise<Viewer>;

/** Asks each request once who sends it. */
export class Gatekeeper {
  readonly #owners: OwnerDirectory;
  readonly #admitted = new WeakMap<IncomingMessage, RequestAccess>();

  constructor(
    reader: OwnerReader,
    private readonly identify: Identify,
    private readonly trustedProxies: number,
  ) {
    this.#owners = new OwnerDirectory(reader);
  }

  /** @throws UnauthenticatedError */
  async admit(request: IncomingMessage): Promise<RequestAccess> {
    const access = this.accessOf(await this.identify(request), clientAddress(request, this.trustedProxies));
    this.#admitted.set(request, access);
    return access;
  }

  /** Of a request that was admitted; one that was not is anonymous. */
  of(request: IncomingMessage): RequestAccess {
    return this.#admitted.get(request) ?? this.accessOf(ANONYMOUS_VIEWER, clientAddress(request, this.trustedProxies));
  }

  accessOf(viewer: Viewer, address: string): RequestAccess {
    return { viewer, address, visibility: new Visibility(viewer, this.#owners) };
  }
}
