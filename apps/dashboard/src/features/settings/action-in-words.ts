/** `launchExperiment` as people say it: `launch experiment`. */
export function actionInWords(action: string): string {
  return action.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}
