import type { IncomingMessage } from 'node:http';
import type { OwnerReader } from '@voxboard/db';
import { OwnerDirectory } from './owner-directory.js';
import { ANONYMOUS_VIEWER, type Viewer } from './viewer.js';
import { Visibility } from './visibility.js';

/** Who sends a request, and what they may see. */
export interface RequestAccess {
  readonly viewer: Viewer;
  readonly visibility: Visibility;
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
  ) {
    this.#owners = new OwnerDirectory(reader);
  }

  /** @throws UnauthenticatedError */
  async admit(request: IncomingMessage): Promise<RequestAccess> {
    const access = this.accessOf(await this.identify(request));
    this.#admitted.set(request, access);
    return access;
  }

  /** Of a request that was admitted; one that was not is anonymous. */
  of(request: IncomingMessage): RequestAccess {
    return this.#admitted.get(request) ?? this.accessOf(ANONYMOUS_VIEWER);
  }

  accessOf(viewer: Viewer): RequestAccess {
    return { viewer, visibility: new Visibility(viewer, this.#owners) };
  }
}
