#!/usr/bin/env node
// A file that exists before the build, so that npm can link it; the command itself is compiled.
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write('voxboard: not built yet. Run "npx turbo run build --filter=@voxboard/cli..." first.\n');
  process.exitCode = 1;
}
