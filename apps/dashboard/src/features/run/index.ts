export function RunPage(props: { readonly slug: string; readonly runId?: string }) {
  void props;
  return null;
}
