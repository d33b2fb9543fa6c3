import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Recordings are decoded and threads and programs started; a busy machine may take its time.
  test: { name: '@voxboard/corpora', testTimeout: 30_000 },
});
