/** What AWS-RunPatchBaseline prints. Pure. */

/** The patch summary that AWS-RunPatchBaseline prints: `BaselineId : pb-…`, line by line. */
export function patchSummaryIn(output: string): { readonly name: string; readonly value: string }[] {
  const [, after = ''] = output.split(/^Patch Summary for \S+$/m);
  return [...after.matchAll(/^([A-Za-z]+)[ \t]+:[ \t]*(.*)$/gm)].map(([, name = '', value = '']) => ({
    name,
    value: value.trim(),
  }));
}
