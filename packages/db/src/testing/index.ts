export { BY_SPEAKER, type Factories, makeClips, makeFactories, makeFolds, sha256 } from './factories.js';
export { createEmptyDatabase, createTestDatabase, type TestDatabase, withTestDatabase } from './test-database.js';
export {
  administer,
  databaseAddress,
  startTestServer,
  type TestServer,
  type TestServerAddress,
} from './test-server.js';
