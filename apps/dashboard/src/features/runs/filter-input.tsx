'use client';
import { completeFilter, type FilterCompletion, type FilterVocabulary } from '@voxboard/domain/filter';
import { CircleAlert, Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { classNames } from '../../ui/class-names';
import { readLine } from './filter-parts';

const NOTHING: FilterCompletion = { from: 0, to: 0, options: [] };
const SHOWN = 8;

/** The filter in one line: completed while it is typed, and underlined where it is wrong. */
export function FilterInput({
  value,
  onChange,
  vocabulary,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly vocabulary: FilterVocabulary;
}) {
  const [text, setText] = useState(value);
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [cursor, setCursor] = useState(value.length);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  // What is typed comes back as the value, perhaps late: only a value from elsewhere, a chip or a view, replaces it.
  const sent = useRef(value);
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  const completion = isOpen ? completeFilter(text, cursor, vocabulary) : NOTHING;
  const options = completion.options.slice(0, SHOWN);
  const read = readLine(text);
  const mistake = read.kind === 'mistake' && !(isOpen && options.length > 0) ? read.mistake : null;

  const write = (next: string, at: number) => {
    setText(next);
    setCursor(at);
    setActive(-1);
    if (readLine(next).kind === 'mistake') return;
    sent.current = next;
    onChange(next);
  };
  const take = (index: number) => {
    const option = options[index];
    if (option === undefined) return;
    const isDone = !option.insert.endsWith('(') && !option.insert.endsWith(':');
    const head = `${text.slice(0, completion.from)}${option.insert}${isDone ? ' ' : ''}`;
    write(head + text.slice(completion.to).trimStart(), head.length);
    requestAnimationFrame(() => input.current?.setSelectionRange(head.length, head.length));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' && !isOpen) setIsOpen(true);
    else if (event.key === 'ArrowDown') setActive((now) => Math.min(options.length - 1, now + 1));
    else if (event.key === 'ArrowUp') setActive((now) => Math.max(-1, now - 1));
    else if ((event.key === 'Enter' || event.key === 'Tab') && isOpen && active >= 0) take(active);
    else if (event.key === 'Enter' || event.key === 'Escape') setIsOpen(false);
    else return;
    if (event.key !== 'Escape') event.preventDefault();
  };
  return (
    <div className="relative min-w-48 flex-1 basis-72">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 z-10 size-3.5 -translate-y-1/2 text-ink-faint"
      />
      <input
        ref={input}
        role="combobox"
        aria-label="Filter runs"
        aria-expanded={isOpen && options.length > 0}
        aria-controls={`${id}-options`}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        aria-invalid={read.kind === 'mistake' || undefined}
        aria-describedby={mistake ? `${id}-mistake` : undefined}
        spellCheck={false}
        autoComplete="off"
        className="h-8 w-full rounded-md border border-line-strong bg-surface pr-8 pl-8 font-mono text-sm text-ink transition-colors placeholder:font-sans placeholder:text-base placeholder:text-ink-faint hover:border-ink-faint"
        placeholder="Filter, for example metrics.test.uar > 0.6"
        value={text}
        onFocus={() => setIsOpen(true)}
        onBlur={() => setIsOpen(false)}
        onKeyDown={onKeyDown}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? text.length)}
        onChange={(event) => {
          setIsOpen(true);
          write(event.target.value, event.target.selectionStart ?? event.target.value.length);
        }}
      />
      {text !== '' && (
        <button
          type="button"
          aria-label="Clear the filter"
          onClick={() => write('', 0)}
          className="absolute top-1/2 right-1.5 flex size-5 -translate-y-1/2 items-center justify-center rounded-sm text-ink-faint hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
      {mistake && <Mistake id={`${id}-mistake`} text={text} {...mistake} />}
      {isOpen && options.length > 0 && (
        <div
          id={`${id}-options`}
          aria-label="Completions"
          role="listbox"
          className="absolute top-full left-0 z-40 mt-1 w-full min-w-64 overflow-hidden rounded-lg border border-line bg-raised p-1 shadow-pop"
        >
          {options.map((option, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the field, aria-activedescendant moves
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field
            <div
              key={option.insert}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(index)}
              className={classNames(
                'flex h-7 cursor-pointer items-center gap-3 rounded-sm px-2',
                index === active ? 'bg-hover text-ink' : 'text-ink-soft hover:bg-hover',
              )}
            >
              <span className="truncate font-mono text-sm">{option.insert}</span>
              <span className="ml-auto shrink-0 text-xs text-ink-faint">{option.about}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** The line once more, the wrong part underlined, and what could stand there. */
function Mistake({
  id,
  text,
  message,
  offset,
  length,
}: {
  readonly id: string;
  readonly text: string;
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}) {
  const wrong = text.slice(offset, offset + length) || ' ';
  return (
    <div
      id={id}
      role="status"
      className="absolute top-full left-0 z-40 mt-1 flex w-full items-start gap-2 rounded-lg border border-line bg-raised p-2.5 text-sm shadow-pop"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-bad" />
      <span className="min-w-0">
        <code className="block truncate font-mono text-ink-faint">
          {text.slice(Math.max(0, offset - 30), offset)}
          <span className="whitespace-pre text-bad underline decoration-wavy underline-offset-2">{wrong}</span>
          {text.slice(offset + length)}
        </code>
        <span className="text-ink">{message}</span>
      </span>
    </div>
  );
}
