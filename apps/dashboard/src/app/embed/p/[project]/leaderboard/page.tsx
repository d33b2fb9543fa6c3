import type { Metadata } from 'next';
import { LeaderboardPage } from '../../../../../features/leaderboard/leaderboard-page';

export const metadata: Metadata = { title: 'Leaderboard' };

/** A board without the frame of the project's pages, to put into another page. */
export default async function Page({ params }: { readonly params: Promise<{ project: string }> }) {
  const { project } = await params;
  return (
    <main className="p-2">
      <LeaderboardPage slug={project} isEmbedded />
    </main>
  );
}
