import { describeRecipe } from './describe-recipe';

/** A recipe in words, with its JSON to copy below. */
export function RecipeSummary({ recipe }: { readonly recipe: unknown }) {
  const lines = describeRecipe(recipe);
  return (
    <div className="flex flex-col gap-3">
      {lines && (
        <dl className="grid grid-cols-[minmax(4.5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1">
          {lines.map(({ name, text }) => (
            <div key={text} className="contents">
              <dt className="text-ink-faint">{name}</dt>
              <dd className="min-w-0 break-words">{text}</dd>
            </div>
          ))}
        </dl>
      )}
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
