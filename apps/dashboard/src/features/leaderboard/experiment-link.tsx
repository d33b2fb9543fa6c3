import Link from 'next/link';

/** An experiment's name, cut where the column ends; on paper it wraps. */
export function ExperimentLink({
  slug,
  id,
  name,
}: {
  readonly slug: string;
  readonly id: string;
  readonly name: string;
}) {
  return (
    <Link
      href={`/p/${slug}/experiments/${id}`}
      className="block truncate font-medium hover:text-accent hover:underline print:whitespace-normal"
      title={name}
    >
      {name}
    </Link>
  );
}
