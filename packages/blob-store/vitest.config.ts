import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: '@voxboard/blob-store',
    // Nothing in these tests outlives them: modules are loaded once per process instead of once per file.
    isolate: false,
  },
});
