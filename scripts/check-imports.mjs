// Import rules, by dependency-cruiser. Fails when the tool sees suspiciously few modules: without a parser for
// TypeScript it reads nothing and reports that all is well.
import { createRequire } from 'node:module';

const MINIMUM_MODULES = 200;
const require = createRequire(import.meta.url);

// dependency-cruiser parses TypeScript with swc but never tells it that a file holds JSX; TypeScript 7 has no API that
// it could use instead.
const swc = require('@swc/core');
const parseFileSync = swc.parseFileSync;
let leavesOutTypes = false;
swc.parseFileSync = (file, options) => {
  const module = parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') });
  if (leavesOutTypes) module.body = module.body.filter((item) => !item.typeOnly);
  return module;
};

const { cruise } = await import('dependency-cruiser');
const { forbidden, noCycles, options } = require('../.dependency-cruiser.cjs');

async function check(rules) {
  const { enhancedResolveOptions } = options;
  const { output } = await cruise(
    ['packages', 'apps'],
    { ...options, ruleSet: { forbidden: rules }, validate: true },
    enhancedResolveOptions,
  );
  return output;
}

const { summary, modules } = await check(forbidden);
leavesOutTypes = true;
const cycles = (await check([noCycles])).summary;

const ours = modules.filter((module) => /^(packages|apps)\/[^/]+\/src\//.test(module.source));
for (const violation of [...summary.violations, ...cycles.violations]) {
  console.error(`${violation.rule.name}: ${violation.from} → ${violation.to}`);
}
if (ours.length < MINIMUM_MODULES) {
  console.error(`Only ${ours.length} modules were read: the TypeScript parser (@swc/core) is missing.`);
  process.exit(1);
}
const errors = summary.error + cycles.error;
console.log(`import rules: ${ours.length} modules, ${errors} violations`);
process.exit(errors > 0 ? 1 : 0);
