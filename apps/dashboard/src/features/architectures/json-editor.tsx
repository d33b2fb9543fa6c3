'use client';
import { useEffect, useRef } from 'react';

const LINE_HEIGHT = 20;

/** A text area with numbered lines; the line of the error is marked. */
export function JsonEditor({
  id,
  value,
  errorLine,
  describedBy,
  onChange,
}: {
  readonly id: string;
  readonly value: string;
  readonly errorLine: number | null;
  readonly describedBy: string;
  readonly onChange: (text: string) => void;
}) {
  const gutter = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const lineCount = value.split('\n').length;
  useEffect(() => {
    const element = area.current;
    if (errorLine === null || !element || document.activeElement === element) return;
    element.scrollTop = Math.max(0, (errorLine - 5) * LINE_HEIGHT);
  }, [errorLine]);
  return (
    <div className="flex h-[32rem] overflow-hidden rounded-md border border-line-strong bg-surface font-mono text-sm focus-within:outline-2 focus-within:outline-accent">
      <div ref={gutter} aria-hidden className="w-12 shrink-0 overflow-hidden bg-subtle py-2 text-right text-ink-faint">
        {Array.from({ length: lineCount }, (_, i) => i + 1).map((line) => (
          <div
            key={line}
            style={{ height: LINE_HEIGHT, lineHeight: `${LINE_HEIGHT}px` }}
            className={line === errorLine ? 'bg-bad-soft pr-2 font-semibold text-bad' : 'pr-2'}
          >
            {line}
          </div>
        ))}
      </div>
      <textarea
        ref={area}
        id={id}
        value={value}
        spellCheck={false}
        wrap="off"
        aria-describedby={describedBy}
        aria-invalid={errorLine !== null}
        onChange={(event) => onChange(event.target.value)}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
        style={{ lineHeight: `${LINE_HEIGHT}px` }}
        className="min-w-0 flex-1 resize-none bg-transparent px-3 py-2 text-ink outline-none"
      />
    </div>
  );
}
