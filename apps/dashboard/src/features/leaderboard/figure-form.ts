import type { PublishedFigureInput, PublishedFigureRowFragment, Task } from '../../generated/graphql';

/** The form of a published figure as its fields hold it: all text. */
export interface FigureForm {
  readonly title: string;
  readonly source: string;
  readonly url: string;
  readonly protocolName: string;
  readonly protocolNote: string;
  readonly uar: string;
  readonly accuracy: string;
  readonly macroF1: string;
  readonly speakerCount: string;
  readonly clipCount: string;
  readonly note: string;
}

export const PROTOCOL_CHOICES = [
  'by-speaker',
  'upm-5',
  'emobox-6',
  'loso',
  'by-statement',
  'by-clip',
  'study',
  'not-stated',
] as const;

export function toForm(figure: PublishedFigureRowFragment | null, protocolName: string): FigureForm {
  const text = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value));
  return {
    title: figure?.title ?? '',
    source: figure?.source ?? '',
    url: figure?.url ?? '',
    protocolName: figure?.protocolName ?? protocolName,
    protocolNote: figure?.protocolNote ?? '',
    uar: text(figure?.uar),
    accuracy: text(figure?.accuracy),
    macroF1: text(figure?.macroF1),
    speakerCount: text(figure?.speakerCount),
    clipCount: text(figure?.clipCount),
    note: figure?.note ?? '',
  };
}

export type FormResult =
  | { readonly ok: true; readonly figure: PublishedFigureInput }
  | { readonly ok: false; readonly field: keyof FigureForm; readonly message: string };

/** Numbers as people write them: `.61`, `0,61` and `61 %` are all .61; 61 alone is refused by the server. */
export function toFigure(form: FigureForm, task: Task): FormResult {
  const numbers: Partial<Record<keyof FigureForm, number | null>> = {};
  for (const field of ['uar', 'accuracy', 'macroF1', 'speakerCount', 'clipCount'] as const) {
    const number = parseNumber(form[field]);
    if (Number.isNaN(number)) return { ok: false, field, message: 'Give a number, for example 0.61.' };
    numbers[field] = number;
  }
  return {
    ok: true,
    figure: {
      task,
      title: form.title,
      source: form.source,
      url: form.url.trim() || null,
      protocolName: form.protocolName,
      protocolNote: form.protocolNote,
      uar: numbers.uar ?? null,
      accuracy: numbers.accuracy ?? null,
      macroF1: numbers.macroF1 ?? null,
      speakerCount: numbers.speakerCount ?? null,
      clipCount: numbers.clipCount ?? null,
      note: form.note,
    },
  };
}

/** null for nothing, NaN for what is no number. */
function parseNumber(text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return null;
  const percent = /^(.*?)\s*%$/.exec(trimmed)?.[1];
  const number = Number(percent ?? trimmed);
  return percent === undefined ? number : Number((number / 100).toPrecision(12));
}
