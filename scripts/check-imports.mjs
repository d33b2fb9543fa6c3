// Import rules, by dependency-cruiser. Fails when the tool sees suspiciously few modules: without a parser for
// TypeScript it reads nothing and reports that all is well.
import { spawnSync } from 'node:child_process';

const MINIMUM_MODULES = 60;
const result = spawnSync(
  process.execPath,
  [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    'packages',
    'apps',
    '--output-type',
    'json',
    '--include-only',
    '^(packages|apps|node_modules)',
  ],
  { encoding: 'utf8', maxBuffer: 1 << 30 },
);
if (result.error || !result.stdout) {
  console.error(`dependency-cruiser did not run: ${result.error?.message ?? result.stderr}`);
  process.exit(1);
}
const { summary, modules } = JSON.parse(result.stdout);
const ours = modules.filter((module) => /^(packages|apps)\/[^/]+\/src\//.test(module.source));
for (const violation of summary.violations)
  console.error(`${violation.rule.name}: ${violation.from} → ${violation.to}`);
if (ours.length < MINIMUM_MODULES) {
  console.error(`Only ${ours.length} modules were read: the TypeScript parser (@swc/core) is missing.`);
  process.exit(1);
}
console.log(`import rules: ${ours.length} modules, ${summary.error} violations`);
process.exit(summary.error > 0 ? 1 : 0);
