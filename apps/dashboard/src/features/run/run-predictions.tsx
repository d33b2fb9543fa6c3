'use client';
import { FilterX } from 'lucide-react';
import { useApiQuery } from '../../api/use-api-query';
import { sentenceCase } from '../../format/format';
import { type RunOverviewFragment, RunSlicesDocument, type SliceTrait } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Select } from '../../ui/field';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { PredictionList } from './prediction-list';
import { usePredictionFilter } from './prediction-params';

const TRAITS = [
  { trait: 'SPEAKER', param: 'speaker' },
  { trait: 'GENDER', param: 'gender' },
  { trait: 'INTENSITY', param: 'intensity' },
  { trait: 'STATEMENT', param: 'statement' },
] as const satisfies readonly { trait: SliceTrait; param: string }[];
const NO_FILTER = { actual: null, predicted: null, speaker: null, gender: null, intensity: null, statement: null };

/** What the model said of each clip; to be filtered and listened to. */
export function RunPredictions({ run }: { readonly run: RunOverviewFragment }) {
  const { params, setParams, filter } = usePredictionFilter();
  const labels = run.confusionMatrices[0]?.labels ?? [];
  const splits = run.confusionMatrices.flatMap(({ split }) => (split ? [split] : []));
  const slices = useApiQuery(RunSlicesDocument, { id: run.id, split: params.split }).data?.run?.slices ?? [];
  const { wrong, order, split: _, ...chosen } = params;
  const isFiltered = wrong || Object.values(chosen).some(Boolean);
  return (
    <Panel
      title="Predictions"
      bodyClassName=""
      actions={
        <>
          {splits.length > 1 && (
            <Segmented
              label="Part of the data"
              value={params.split}
              options={splits.map((value) => ({ value, label: sentenceCase(value) }))}
              onChange={(split) => setParams({ split })}
            />
          )}
          <Segmented
            label="Which predictions"
            value={wrong ? 'wrong' : 'all'}
            options={[
              { value: 'all', label: 'All' },
              { value: 'wrong', label: 'Wrong only' },
            ]}
            onChange={(which) => setParams({ wrong: which === 'wrong' || null })}
          />
          <Segmented
            label="Order"
            value={order}
            options={[
              { value: 'CLIP', label: 'By clip' },
              { value: 'HARDEST', label: 'Hardest first' },
            ]}
            onChange={(next) => setParams({ order: next })}
          />
          <Choice name="actual" values={labels} value={params.actual} onChange={(actual) => setParams({ actual })} />
          <Choice
            name="predicted"
            values={labels}
            value={params.predicted}
            onChange={(predicted) => setParams({ predicted })}
          />
          {TRAITS.map(({ trait, param }) => (
            <Choice
              key={trait}
              name={param}
              values={slices.filter((slice) => slice.trait === trait).map(({ value }) => value)}
              value={params[param]}
              onChange={(value) => setParams({ [param]: value })}
            />
          ))}
          {isFiltered && (
            <Button variant="ghost" onClick={() => setParams({ ...NO_FILTER, wrong: null })}>
              <FilterX aria-hidden /> Clear
            </Button>
          )}
        </>
      }
    >
      <PredictionList runId={run.id} labels={labels} filter={filter} order={order} />
    </Panel>
  );
}

function Choice({
  name,
  values,
  value,
  onChange,
}: {
  readonly name: string;
  readonly values: readonly string[];
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}) {
  if (values.length === 0 && value === null) return null;
  const options = value !== null && !values.includes(value) ? [...values, value] : values;
  return (
    <Select
      aria-label={name === 'actual' || name === 'predicted' ? `${sentenceCase(name)} class` : sentenceCase(name)}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || null)}
      className="w-34"
    >
      <option value="">Any {name}</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {name} {option}
        </option>
      ))}
    </Select>
  );
}
