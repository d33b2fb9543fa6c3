export function LeaderboardPage(props: { readonly slug: string; readonly runId?: string }) {
  void props;
  return null;
}
