export {
  BY_SPEAKER,
  createTestDatabase,
  type Factories,
  makeClips,
  makeFactories,
  makeFolds,
  sha256,
  type TestDatabase,
  withTestDatabase,
} from '@voxboard/db/testing';
