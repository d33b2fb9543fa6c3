'use client';
import { type FormEvent, useState } from 'react';
import { useMutationResult } from '../../api/use-mutation-result';
import { plural } from '../../format/format';
import { ComputeFeatureSetDocument, type DatasetPageQuery, type FeatureSetRowFragment } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Notice } from '../../ui/notice';
import { notify } from '../../ui/notify';

/** Chooses one of the recipes and has it computed; one that was computed before is ready at once. */
export function ComputeFeaturesDialog({
  versionId,
  presets,
  existing,
  isOpen,
  onOpenChange,
  onStarted,
}: {
  readonly versionId: string;
  readonly presets: DatasetPageQuery['recipePresets'];
  readonly existing: readonly FeatureSetRowFragment[];
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onStarted: () => void;
}) {
  const [compute, isStarting] = useMutationResult(ComputeFeatureSetDocument, 'computeFeatureSet');
  const [preset, setPreset] = useState(presets[0]?.name ?? '');
  const [message, setMessage] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await compute({ input: { datasetVersionId: versionId, preset } });
    if (!outcome.ok) {
      setMessage(outcome.failure.message);
      return;
    }
    setMessage(null);
    onOpenChange(false);
    if (outcome.value.wasCached) notify('success', `${outcome.value.featureSet.name} had been computed before`);
    onStarted();
  };
  return (
    <Dialog
      title="Compute features"
      description="A recipe says how a recording becomes numbers."
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <fieldset className="flex flex-col gap-1.5">
          <legend className="sr-only">Recipe</legend>
          {presets.map(({ name, description, rowsPerClip }) => (
            <label
              key={name}
              className="flex cursor-pointer gap-3 rounded-lg border border-line px-3 py-2 hover:bg-subtle has-checked:border-accent has-checked:bg-accent-soft"
            >
              <input
                type="radio"
                name="preset"
                value={name}
                checked={preset === name}
                onChange={() => setPreset(name)}
                className="mt-1 accent-(--accent)"
              />
              <span className="min-w-0 flex-1">
                <span className="flex flex-wrap items-center gap-2 font-medium">
                  {name}
                  {existing.some((set) => set.name === name) && <Badge>here already</Badge>}
                </span>
                <span className="block text-sm text-ink-soft">{description}</span>
                <span className="block text-sm text-ink-faint">{plural(rowsPerClip, 'row')} a clip</span>
              </span>
            </label>
          ))}
        </fieldset>
        {message && <Notice tone="bad">{message}</Notice>}
        <Button type="submit" variant="primary" disabled={isStarting || preset === ''} className="self-end">
          {isStarting ? 'Starting…' : 'Compute'}
        </Button>
      </form>
    </Dialog>
  );
}
