import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  agentRules: false,
  // `npm test` checks them, with those of the tests; a start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: join(dirname(fileURLToPath(import.meta.url)), '..', '..') },
  experimental: {
    // The dashboard is a handful of small routes: loading them when first asked for keeps the idle server lean.
    preloadEntriesOnStart: false,
    optimizePackageImports: ['lucide-react', 'radix-ui', 'recharts'],
  },
};

export default config;
