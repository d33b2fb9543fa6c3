import { describeRecipe } from './describe-recipe';

/** A recipe in words; nothing for what is no recipe of this version. */
export function RecipeLines({ recipe }: { readonly recipe: unknown }) {
  const lines = describeRecipe(recipe);
  if (lines === null) return null;
  return (
    <dl className="grid grid-cols-[minmax(4.5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1">
      {lines.map(({ name, text }) => (
        <div key={text} className="contents">
          <dt className="text-ink-faint">{name}</dt>
          <dd className="min-w-0 break-words">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
