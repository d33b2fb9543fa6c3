'use client';
import { lazy, Suspense } from 'react';

/** What checks a recipe is a library of its own: it comes with the first summary. */
const RecipeLines = lazy(async () => ({ default: (await import('./recipe-lines')).RecipeLines }));

/** A recipe in words, with its JSON to copy below. */
export function RecipeSummary({ recipe }: { readonly recipe: unknown }) {
  return (
    <div className="flex flex-col gap-3">
      <Suspense fallback={null}>
        <RecipeLines recipe={recipe} />
      </Suspense>
      <details className="text-sm text-ink-soft">
        <summary className="w-fit text-ink-faint hover:text-ink">As JSON</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <pre tabIndex={0} className="mt-1.5 max-h-64 overflow-auto rounded-md bg-subtle p-3 font-mono text-xs">
          {JSON.stringify(recipe, null, 2)}
        </pre>
      </details>
    </div>
  );
}
