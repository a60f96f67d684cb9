/** JSON for programs: one document, or one a line as they come. */
export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, undefined, 2));
}

export function printJsonLine(value: unknown): void {
  console.log(JSON.stringify(value));
}
