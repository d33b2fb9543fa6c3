import { readdir } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const APP = fileURLToPath(new URL('../../../apps/dashboard/src/app', import.meta.url));

/**
 * The address of every page of the dashboard.
 * @param names what stands in the places of an address, by their names: `project`, `run` …
 * @param otherwise what stands in a place that has no name there
 */
export async function pageAddresses(names: Readonly<Record<string, string>>, otherwise: string): Promise<string[]> {
  const entries = await readdir(APP, { recursive: true, withFileTypes: true });
  return entries
    .filter(({ name }) => name === 'page.tsx')
    .map(({ parentPath }) => relative(APP, parentPath))
    .map((route) =>
      route
        .split('/')
        .filter((part) => !part.startsWith('('))
        .map((part) => {
          const place = /^\[(\w+)\]$/.exec(part)?.[1];
          return place === undefined ? part : (names[place] ?? otherwise);
        })
        .join('/'),
    )
    .map((path) => `/${path}`)
    .sort();
}
