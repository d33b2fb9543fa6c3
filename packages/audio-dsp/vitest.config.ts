import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: '@voxboard/audio-dsp',
    // Nothing in these tests outlives them: modules are loaded once per process instead of once per file.
    isolate: false,
    // Minutes of signals are analysed; a busy machine may take its time.
    testTimeout: 30_000,
  },
});
