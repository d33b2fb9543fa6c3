import type { Metadata } from 'next';
import { LeaderboardPage } from '../../../../features/leaderboard/leaderboard-page';

export const metadata: Metadata = { title: 'Leaderboard' };

export default async function Page({ params }: { readonly params: Promise<{ project: string }> }) {
  const { project } = await params;
  return <LeaderboardPage slug={project} />;
}
