import { EMOTIONS } from '@voxboard/domain/task-names';
import { formatCount, plural, sentenceCase } from '../../format/format';
import type { SplitFigureFragment } from '../../generated/graphql';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { emotionsOf, type PartSummary, speakersText, summarizeFold } from './prepare-split';

/** Who and what is in which part: one line for each part of each fold. */
export function SplitPanel({ split }: { readonly split: SplitFigureFragment }) {
  const emotions = emotionsOf(split, EMOTIONS);
  const warnings = split.folds.flatMap(({ index, warnings: texts }) =>
    texts.map((text) => text.replace(/^fold \d+/, `Fold ${index + 1}`)),
  );
  const left = split.unlabelledClipCount;
  return (
    <Panel
      title="Split"
      hint={
        <>
          {split.protocol}, {plural(split.folds.length, 'fold')}, seed {split.seed} ·{' '}
          <code className="font-mono" title={split.splitHash}>
            {split.splitHash.slice(0, 12)}
          </code>
        </>
      }
      bodyClassName=""
    >
      {(warnings.length > 0 || left > 0) && (
        <Notice className="m-4 mb-2" title="To be kept in mind when a fold is read by itself">
          <ul>
            {warnings.slice(0, 6).map((text) => (
              <li key={text}>{text}.</li>
            ))}
            {warnings.length > 6 && <li>And {warnings.length - 6} more of this kind.</li>}
            {left > 0 && <li>{plural(left, 'clip')} without a label under this task: in no part.</li>}
          </ul>
        </Notice>
      )}
      <DataTable
        caption="What each part of each fold holds"
        head={
          <>
            <HeadCell>Fold</HeadCell>
            <HeadCell>Part</HeadCell>
            <HeadCell align="right">Clips</HeadCell>
            <HeadCell align="right">Women</HeadCell>
            <HeadCell align="right">Men</HeadCell>
            {emotions.map((name) => (
              <HeadCell key={name} align="right" className="px-1.5">
                <abbr title={name} className="no-underline">
                  {name.slice(0, 3)}
                </abbr>
              </HeadCell>
            ))}
            <HeadCell>Speakers</HeadCell>
          </>
        }
      >
        {split.folds.flatMap((fold) =>
          summarizeFold(fold.parts, emotions)
            .filter(({ clipCount }) => clipCount > 0)
            .map((part, index) => (
              <PartRow key={`${fold.index} ${part.part}`} fold={index === 0 ? fold.index + 1 : null} part={part} />
            )),
        )}
      </DataTable>
    </Panel>
  );
}

function PartRow({ fold, part }: { readonly fold: number | null; readonly part: PartSummary }) {
  return (
    <tr>
      <Cell className="numeric">{fold}</Cell>
      <Cell className={part.part === 'TEST' ? 'font-medium' : undefined}>{sentenceCase(part.part)}</Cell>
      <Cell align="right">
        {formatCount(part.clipCount)}
        {part.augmentedCount > 0 && (
          <span className="block text-sm text-ink-faint">+ {formatCount(part.augmentedCount)} altered</span>
        )}
      </Cell>
      <Cell align="right">{formatCount(part.women)}</Cell>
      <Cell align="right">{formatCount(part.men)}</Cell>
      {part.emotions.map(({ name, count }) => (
        <Cell key={name} align="right" className={`px-1.5 ${count === 0 ? 'text-ink-faint' : ''}`}>
          {count}
        </Cell>
      ))}
      <Cell className="whitespace-nowrap text-ink-soft">
        <span title={part.speakers.join(', ')}>{speakersText(part.speakers)}</span>
      </Cell>
    </tr>
  );
}
