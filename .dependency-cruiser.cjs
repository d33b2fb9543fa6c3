// Who may import whom. One list, enforced by `npm run check:imports`; docs/ARCHITECTURE.md explains the reasons.
const MAY_IMPORT = {
  'packages/domain': [],
  'packages/audio-dsp': ['packages/domain'],
  'packages/evaluation': ['packages/domain'],
  'packages/synth-audio': ['packages/domain', 'packages/audio-dsp'],
  'packages/corpora': ['packages/domain', 'packages/audio-dsp'],
  'packages/extraction': ['packages/domain', 'packages/audio-dsp', 'packages/corpora'],
  // What a saved model needs to hear a recording: the same in the worker and in the browser.
  'packages/inference': ['packages/domain', 'packages/audio-dsp'],
  'packages/trainer': ['packages/domain', 'packages/audio-dsp', 'packages/evaluation', 'packages/inference'],
  'packages/db': ['packages/domain'],
  'packages/blob-store': ['packages/domain'],
  'packages/graphql-client': ['packages/domain'],
  'packages/cli': [
    'packages/domain',
    'packages/graphql-client',
    'packages/corpora',
    'packages/synth-audio',
    'packages/audio-dsp',
    // `voxboard train` does without a server what a worker does; these are loaded only when it runs.
    'packages/extraction',
    'packages/trainer',
    'packages/evaluation',
  ],
  'packages/testkit': ['packages/domain', 'packages/db', 'packages/blob-store'],
  // What is shown of recordings and features is computed in a thread of the API: the workers may train for hours.
  'apps/api': [
    'packages/domain',
    'packages/db',
    'packages/blob-store',
    'packages/evaluation',
    'packages/audio-dsp',
    'packages/corpora',
    'packages/extraction',
  ],
  'apps/worker': [
    'packages/domain',
    'packages/db',
    'packages/blob-store',
    'packages/trainer',
    'packages/inference',
    'packages/audio-dsp',
    'packages/corpora',
    'packages/extraction',
    'packages/evaluation',
  ],
  'apps/dashboard': ['packages/domain', 'packages/graphql-client', 'packages/audio-dsp', 'packages/inference'],
};

const layering = Object.entries(MAY_IMPORT).map(([from, allowed]) => ({
  name: `layer-${from.replace('/', '-')}`,
  comment: `${from} may import only ${allowed.join(', ') || 'zod'} (and testkit from its tests)`,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: '(\\.test\\.tsx?$|/src/testing/)' },
  to: { path: '^(packages|apps)/', pathNot: [from, ...allowed].map((place) => `^${place}/`) },
}));

const onlyIn = (name, module, places) => ({
  name,
  comment: `${module} is imported in ${places} only`,
  severity: 'error',
  from: { path: '^(packages|apps)/', pathNot: [`^(${places})/`, '\\.test\\.tsx?$', '/src/testing/'] },
  to: { path: module },
});

// Checked apart, with `import type` left out: only what is loaded at run time can go in a circle.
const noCycles = {
  name: 'no-cycles',
  comment: 'a cycle hides which module owns a thing',
  severity: 'error',
  // type-graphql classes point at each other through thunks; these cycles are declared lazily.
  from: { path: '^(packages|apps)/', pathNot: '\\.type\\.ts$' },
  to: { circular: true, viaOnly: { pathNot: '\\.type\\.ts$' } },
};

module.exports = {
  noCycles,
  forbidden: [
    ...layering,
    onlyIn('tensorflow-in-trainer', 'node_modules/@tensorflow/', 'packages/trainer|packages/inference|apps/dashboard'),
    onlyIn('prisma-in-db', 'node_modules/(@prisma|pg|graphile-worker)/', 'packages/db|packages/testkit'),
    {
      name: 'tests-import-testkit-only',
      comment: 'testkit is for tests',
      severity: 'error',
      from: {
        path: '^(packages|apps)/',
        pathNot: ['\\.test\\.tsx?$', '^packages/testkit/', 'global-setup', '/src/testing/', 'vitest\\.'],
      },
      to: { path: '^packages/testkit/' },
    },
    {
      name: 'not-unresolvable',
      comment: 'an import that resolves to nothing breaks on a clean clone',
      severity: 'error',
      from: { path: '^(packages|apps)/' },
      to: { couldNotResolve: true, pathNot: ['@tensorflow/tfjs-node', '@graphql-typed-document-node/core'] },
    },
  ],
  options: {
    doNotFollow: { path: '(node_modules|/dist/)' },
    exclude: { path: '(/generated/|\\.next/|^packages/[^/]+/dist/.*/|^apps/[^/]+/dist/)' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.d.ts'],
    },
    moduleSystems: ['es6', 'cjs'],
  },
};
