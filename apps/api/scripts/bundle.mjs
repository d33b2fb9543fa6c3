/**
 * Puts what the API runs, its packages included, into a few files in dist/bundle: of 1,700 modules read one by one, most
 * of the time of a start would go into finding them. dist/index.js runs as well, and starts more slowly.
 *
 *     node apps/api/scripts/bundle.mjs        after tsc
 */
import { rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const target = join(dist, 'bundle');

/** A module that looks for files beside itself (migrations, threads) finds them where it would have been. */
const keepPlaces = {
  name: 'keep-places',
  transform: {
    filter: { code: /import\.meta\.url/ },
    handler: (code, id) =>
      code.replaceAll(
        'import.meta.url',
        `new URL(${JSON.stringify(relative(target, id).split('\\').join('/'))}, import.meta.url).href`,
      ),
  },
};

/** Apollo hashes each query: a CommonJS module that asks for Node's own hash is one no longer, and would take a slow one. */
const nodesOwnHash = {
  name: 'nodes-own-hash',
  transform: {
    filter: { code: /module\.require\("crypto"\)/ },
    handler: (code) =>
      code.replaceAll(' && module.require', '').replaceAll('module.require("crypto")', 'require("node:crypto")'),
  },
};

/**
 * What brings native code, WebAssembly or threads, what is wanted rarely and large, and `pg`: Prisma, outside, must find
 * the pool to be of its own kind.
 */
const external = [/^@prisma\//, /^pg(-|$)/, /^@node-rs\//, /^@graphql-yoga\/render-graphiql/, /^pino/, /\.node$/];

rmSync(target, { recursive: true, force: true });
const bundle = await rolldown({
  input: join(dist, 'index.js'),
  platform: 'node',
  plugins: [keepPlaces, nodesOwnHash],
  external,
  logLevel: 'warn',
});
// Names of classes are names of GraphQL types.
await bundle.write({ dir: target, format: 'esm', keepNames: true });
await bundle.close();
