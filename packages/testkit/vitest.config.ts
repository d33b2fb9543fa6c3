import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: '@voxboard/testkit',
    include: ['src/**/*.test.ts'],
    globalSetup: ['@voxboard/testkit/global-setup'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
