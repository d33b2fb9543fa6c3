import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: '@voxboard/graphql-client',
    // Nothing in these tests outlives them: modules are loaded once per process instead of once per file.
    isolate: false,
    // The documents of a whole application are compiled; a busy machine may take its time.
    testTimeout: 30_000,
  },
});
