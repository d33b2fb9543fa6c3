import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Minutes of signals are analysed; a busy machine may take its time.
  test: { name: '@voxboard/audio-dsp', testTimeout: 30_000 },
});
