import { defineConfig } from 'vitest/config';

/** `npm run screenshots`: not a test of anything, but the pictures in docs/screenshots, made the way tests see pages. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['screenshots/*.shots.ts'],
    globalSetup: ['support/demo-stack.ts'],
    testTimeout: 120_000,
    hookTimeout: 600_000,
  },
});
