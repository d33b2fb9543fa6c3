import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { rounded } from '../store/measure.js';
import { type Part, readOptions } from './bench-options.js';
import type { Workplace } from './bench-page.js';
import { BenchReport } from './bench-report.js';
import { DashboardStack } from './dashboard-stack.js';
import {
  type Bench,
  comparisonOf50,
  figuresOfPages,
  livePage,
  mlflowSide,
  ownSideOfMlflow,
  scriptsOfRoutes,
  tableOf100k,
} from './measures.js';

// The production build in Chromium, against a real API; MLflow's own page beside it in the same browser.
const WHOLE_SECONDS = 780;
const { parts, liveSeconds } = readOptions(process.argv.slice(2));
const say = (line: string) => console.log(line);
const loadAverage = loadavg()[0] ?? Number.NaN;
const report = new BenchReport(say, performance.now() + (WHOLE_SECONDS + liveSeconds) * 1000);

interface Measure {
  readonly part: Part;
  readonly name: string;
  readonly limitSeconds: number;
  readonly work: (bench: Bench, workplace: Workplace) => Promise<string>;
}

const MEASURES: readonly Measure[] = [
  // Most of it writes the runs.
  { part: 'table', name: 'runs table', limitSeconds: 420, work: tableOf100k },
  { part: 'compare', name: 'comparison', limitSeconds: 120, work: comparisonOf50 },
  {
    part: 'live',
    name: 'live',
    limitSeconds: 40 + liveSeconds,
    work: (bench, workplace) => livePage(bench, workplace, liveSeconds),
  },
  { part: 'routes', name: 'initial scripts', limitSeconds: 90, work: scriptsOfRoutes },
  { part: 'routes', name: 'pages', limitSeconds: 90, work: figuresOfPages },
  { part: 'mlflow', name: 'beside MLflow', limitSeconds: 120, work: ownSideOfMlflow },
  { part: 'mlflow', name: 'MLflow', limitSeconds: 240, work: mlflowSide },
];

const stack = await DashboardStack.start();
try {
  const bench = { stack, report, say };
  for (const { part, name, limitSeconds, work } of MEASURES) {
    if (!parts.has(part) || stack.isClosing) continue;
    await report.take(
      name,
      limitSeconds,
      (signal) => stack.workplace(signal),
      (workplace) => work(bench, workplace),
    );
  }
} finally {
  await stack.close();
}
say(JSON.stringify({ ...report.figures, load_average: rounded(loadAverage) }));
