import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // The cpu backend, which gradients are checked against, is slow on a machine that is busy with other tests.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
