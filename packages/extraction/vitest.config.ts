import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: '@voxboard/extraction',
    // Nothing in these tests outlives them: modules are loaded once per process instead of once per file.
    isolate: false,
    // Recordings are decoded and threads and programs started; a busy machine may take its time.
    testTimeout: 30_000,
  },
});
