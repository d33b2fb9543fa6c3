import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: '@voxboard/worker',
    include: ['src/**/*.test.ts'],
    globalSetup: ['@voxboard/testkit/global-setup'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
