const MAX_SEEDS = 100;
const MAX_SEED = 2_147_483_647;

export type ParsedSeeds =
  | { readonly seeds: readonly number[]; readonly error: null }
  | { readonly seeds: null; readonly error: string };

/** Seeds as people write them: `0, 1, 5-7`. Each counts once. */
export function parseSeeds(text: string): ParsedSeeds {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  if (parts.length === 0) return fail('Give at least one seed, for example 0.');
  const seeds = new Set<number>();
  for (const part of parts) {
    const match = /^(\d+)(?:[-–](\d+))?$/.exec(part);
    if (match === null)
      return fail(`“${part}” is not a seed. Give whole numbers such as 0, 1, 2 or a range such as 0-4.`);
    const first = Number(match[1]);
    const last = match[2] === undefined ? first : Number(match[2]);
    if (last < first) return fail(`The range ${part} runs backwards.`);
    if (last > MAX_SEED) return fail(`${last} is too large for a seed.`);
    if (last - first >= MAX_SEEDS || seeds.size + last - first >= MAX_SEEDS) return fail(`At most ${MAX_SEEDS} seeds.`);
    for (let seed = first; seed <= last; seed += 1) seeds.add(seed);
  }
  return { seeds: [...seeds].sort((a, b) => a - b), error: null };
}

function fail(error: string): ParsedSeeds {
  return { seeds: null, error };
}
