import type Link from 'next/link';
import type { ButtonHTMLAttributes, ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';
import { PageLink } from './page-link';

type Variant = 'primary' | 'secondary' | 'ghost' | 'danger';
type Size = 'sm' | 'md';

const VARIANTS: Readonly<Record<Variant, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover border-transparent font-medium',
  secondary: 'bg-surface text-ink hover:bg-hover border-line-strong',
  ghost: 'text-ink-soft hover:text-ink hover:bg-hover border-transparent',
  danger: 'bg-surface text-bad hover:bg-bad-soft border-line-strong',
};
const SIZES: Readonly<Record<Size, string>> = { sm: 'h-7 px-2.5 text-sm', md: 'h-8 px-3 text-base' };

export function buttonClass(variant: Variant = 'secondary', size: Size = 'md', className?: string): string {
  return classNames(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border whitespace-nowrap transition-colors select-none',
    'disabled:opacity-50 disabled:pointer-events-none [&_svg]:size-3.5 [&_svg]:shrink-0',
    VARIANTS[variant],
    SIZES[size],
    className,
  );
}

interface Look {
  readonly variant?: Variant;
  readonly size?: Size;
}

export function Button({
  variant,
  size,
  className,
  type = 'button',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & Look) {
  return <button {...rest} type={type} className={buttonClass(variant, size, className)} />;
}

export function LinkButton({ variant, size, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <PageLink {...rest} className={buttonClass(variant, size, className)} />;
}

/** A square button that shows an icon; `label` is its name for those who cannot see it, and its tooltip. */
export function IconButton({
  label,
  children,
  className,
  type = 'button',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { readonly label: string; readonly children: ReactNode }) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      title={label}
      className={classNames(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-soft transition-colors',
        'hover:bg-hover hover:text-ink disabled:pointer-events-none disabled:opacity-40 [&_svg]:size-4',
        className,
      )}
    >
      {children}
    </button>
  );
}
