export * from './account.repository.js';
export * from './audit.repository.js';
export * from './audit-event-reader.js';
export * from './credential-reader.js';
export * from './membership.repository.js';
export * from './session.repository.js';
export * from './token.repository.js';
