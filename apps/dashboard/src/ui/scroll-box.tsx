import type { CSSProperties, ReactNode, Ref } from 'react';

/** A box that scrolls by itself, in place of the page; reachable by keyboard, and named. */
export function ScrollBox({
  label,
  children,
  className,
  style,
  boxRef,
}: {
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
  readonly style?: CSSProperties;
  readonly boxRef?: Ref<HTMLElement>;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={boxRef} tabIndex={0} aria-label={label} className={className} style={style}>
      {children}
    </section>
  );
}
