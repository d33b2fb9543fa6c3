// Rules no linter knows: randomness and time come from outside, files stay small, no recording is committed.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const MAX_LINES = 500;
const MAX_MEDIAN_LINES = 120;
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter(Boolean);
const problems = [];

for (const file of files) {
  if (/\.(wav|flac|mp3|ogg|m4a)$/i.test(file)) problems.push(`${file}: recordings are never committed`);
}

const sources = files.filter((file) => /\.(ts|tsx)$/.test(file) && !/generated|\.d\.ts$/.test(file));
const lengths = [];
for (const file of sources) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    continue; // deleted, not yet committed
  }
  const lines = text.split('\n').length - 1;
  lengths.push(lines);
  if (lines > MAX_LINES) problems.push(`${file}: ${lines} lines; split it (at most ${MAX_LINES})`);
  const isProductCode =
    /^(packages|apps)\/[^/]+\/(src|assembly)\//.test(file) &&
    !/\.test\.tsx?$/.test(file) &&
    !file.startsWith('packages/testkit/');
  if (isProductCode && /Math\.random\s*\(/.test(text))
    problems.push(`${file}: Math.random; take an Rng from the domain package`);
  if (isProductCode && /waitForTimeout/.test(text)) problems.push(`${file}: a timed wait`);
}
for (const file of files.filter((name) => /\.test\.tsx?$/.test(name) || name.startsWith('e2e/'))) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    continue;
  }
  if (/waitForTimeout|\.only\(/.test(text)) problems.push(`${file}: a timed wait or .only`);
}

lengths.sort((a, b) => a - b);
const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
if (median > MAX_MEDIAN_LINES) problems.push(`the median file has ${median} lines (at most ${MAX_MEDIAN_LINES})`);
for (const problem of problems) console.error(problem);
console.log(
  `source rules: ${sources.length} files, median ${median} lines, longest ${lengths.at(-1) ?? 0}, ${problems.length} problems`,
);
process.exit(problems.length > 0 ? 1 : 0);
