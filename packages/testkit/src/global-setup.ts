// For a project's vitest config: `globalSetup: ['@voxboard/testkit/global-setup']`.
export { setup, teardown } from '@voxboard/db/testing/global-setup';
