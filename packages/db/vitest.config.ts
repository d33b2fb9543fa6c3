import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: '@voxboard/db',
    // Nothing in these tests outlives them: modules are loaded once per process instead of once per file.
    isolate: false,
    include: ['src/**/*.test.ts'],
    globalSetup: ['src/testing/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
