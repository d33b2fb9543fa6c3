import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: '@voxboard/dashboard',
    // Nothing in these tests outlives them: modules are loaded once per process instead of once per file.
    isolate: false,
    include: ['src/**/*.test.{ts,tsx}', 'server/**/*.test.ts'],
  },
});
