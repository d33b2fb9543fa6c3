import type { TestProject } from 'vitest/node';
import { startStack } from './stack.js';

/** The stack as a newcomer meets it: with the demo project. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  return startStack(project, []);
}
