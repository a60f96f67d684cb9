/** A property of the shape Json as the text that the services take. */
export function jsonText(value: string | Readonly<Record<string, unknown>>): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
