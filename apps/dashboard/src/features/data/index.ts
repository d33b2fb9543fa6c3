export function DatasetsPage(props: { readonly slug: string; readonly runId?: string }) {
  void props;
  return null;
}
export function DatasetPage(props: { readonly slug: string; readonly datasetId: string }) {
  void props;
  return null;
}
