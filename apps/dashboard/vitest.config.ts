import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { name: '@voxboard/dashboard', include: ['src/**/*.test.{ts,tsx}', 'server/**/*.test.ts'] },
});
