'use client';
import { parseAsString, useQueryState } from 'nuqs';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { SoundView } from '../../audio/sound-view';
import { formatMetric } from '../../format/format';
import { ClipRecipeDocument, type ClipRecipeQuery } from '../../generated/graphql';
import { Select } from '../../ui/field';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/skeleton';
import { RecipeSummary } from './recipe-summary';

/** What a recipe makes of the clip: its plain row and each augmented one, to be heard and seen side by side. */
export function ClipRecipePanel({
  clipId,
  presets,
  featureSets,
}: {
  readonly clipId: string;
  readonly presets: readonly { readonly name: string; readonly rowsPerClip: number }[];
  readonly featureSets: readonly { readonly id: string; readonly name: string }[];
}) {
  const [chosen, setChosen] = useQueryState('recipe', parseAsString);
  const source = chosen ?? featureSets[0]?.id ?? presets[0]?.name ?? '';
  const state = useApiQuery(ClipRecipeDocument, { id: clipId, source }, { isPaused: source === '' });
  return (
    <Panel
      title="What a recipe makes of it"
      hint="features are computed from these sounds"
      actions={
        <Select aria-label="Recipe" value={source} onChange={(event) => setChosen(event.target.value)} className="w-56">
          {featureSets.length > 0 && (
            <optgroup label="Feature sets of this version">
              {featureSets.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
          <optgroup label="Recipes that come with Voxboard">
            {presets.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </optgroup>
        </Select>
      }
    >
      <QueryBoundary state={state} loading={<PanelSkeleton className="h-96 border-0" />}>
        {({ clip }) => clip && <Rows view={clip.recipe} />}
      </QueryBoundary>
    </Panel>
  );
}

type RecipeView = NonNullable<ClipRecipeQuery['clip']>['recipe'];

function Rows({ view }: { readonly view: RecipeView }) {
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-x-6 gap-y-5 xl:grid-cols-2">
        {view.rows.map((row) => (
          <SoundView key={row.pictureUrl} title={row.name} audioUrl={row.audioUrl} pictureUrl={row.pictureUrl}>
            <span className="numeric min-w-0 text-sm text-ink-faint">{describeRow(row)}</span>
          </SoundView>
        ))}
      </div>
      <details>
        <summary className="w-fit text-ink-faint hover:text-ink">The recipe</summary>
        <div className="mt-2">
          <RecipeSummary recipe={view.recipe} />
        </div>
      </details>
    </div>
  );
}

/** For instance `noise: level 0.0213 · seed 4711`. */
function describeRow({ row, augmentations }: RecipeView['rows'][number]): string {
  if (augmentations.length === 0) return row === 0 ? 'cleaned only: what validates and tests' : '';
  return augmentations.map(({ kind, parameters }) => `${kind}: ${describeParameters(parameters)}`).join(' → ');
}

function describeParameters(parameters: unknown): string {
  if (typeof parameters !== 'object' || parameters === null) return '';
  return Object.entries(parameters)
    .map(
      ([name, value]) =>
        `${name} ${typeof value === 'number' && !Number.isInteger(value) ? formatMetric(value) : String(value)}`,
    )
    .join(', ');
}
