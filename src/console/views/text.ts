/** Text that may be long: its beginning, and how long it is. The whole is asked for on demand. */
export interface Clipped {
  readonly text: string;
  /** characters of the whole */
  readonly length: number;
}

/** Characters that a page shows without being asked for more. */
const beginning = 4000;

export function clipped(text: string, most = beginning): Clipped {
  return { text: text.slice(0, most), length: text.length };
}
