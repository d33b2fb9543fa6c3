import type { Logger } from 'pino';
import type { RequestAccess } from './access/gatekeeper.js';
import { createLoaders, type Loaders } from './loaders.js';
import type { Readers } from './readers.js';
import type { Services } from './services.js';

/** What every resolver gets. One per request; a subscription renews its loaders before each event. */
/** `viewer` says who asks and what they may, `visibility` what they may see of what is named. */
export interface ApiContext extends RequestAccess {
  readonly services: Services;
  readonly readers: Readers;
  readonly log: Logger;
  readonly requestId: string;
  loaders: Loaders;
}

export function createContext(parts: Omit<ApiContext, 'loaders'>): ApiContext {
  return { ...parts, loaders: createLoaders(parts.readers, parts.services) };
}

/** Forgets what was read: a subscription's next event must not show the state of its first. */
export function renewLoaders(context: ApiContext): void {
  context.loaders = createLoaders(context.readers, context.services);
}
