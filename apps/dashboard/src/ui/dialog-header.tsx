import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { IconButton } from './button';
import { classNames } from './class-names';

/** Title, description and the way out, of dialogs and of sheets. */
export function DialogHeader(props: {
  readonly title: string;
  readonly description?: string | undefined;
  readonly className: string;
}) {
  const { title, description, className } = props;
  return (
    <header className={classNames('flex items-start gap-3', className)}>
      <div className="min-w-0 flex-1">
        <Primitive.Title className="text-md font-semibold">{title}</Primitive.Title>
        {description && <Primitive.Description className="mt-0.5 text-ink-faint">{description}</Primitive.Description>}
      </div>
      <Primitive.Close asChild>
        <IconButton label="Close">
          <X />
        </IconButton>
      </Primitive.Close>
    </header>
  );
}
