import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite would take graphql's ES modules where Node takes its CommonJS: two copies, whose types do not know each other.
  resolve: { alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }] },
  test: {
    name: '@voxboard/api',
    // Every file needs the whole API: loaded once per process instead of once per file, it takes half the time.
    isolate: false,
    include: ['src/**/*.test.ts'],
    globalSetup: ['@voxboard/testkit/global-setup'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
