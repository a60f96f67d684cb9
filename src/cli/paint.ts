import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/**
 * Whether a stream gets colours: FORCE_COLOR decides where it is set (`0` and `false` are no), then NO_COLOR, then whether
 * there is a terminal that knows any. Empty variables count as not set. Sources: force-color.org, no-color.org.
 */
export function isColoured(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv = process.env): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = environment;
  if (FORCE_COLOR) return !/^(0|false)$/i.test(FORCE_COLOR);
  return !NO_COLOR && stream.isTTY === true && TERM !== 'dumb';
}

/** Text in a style, where the stream that it is for gets colours. */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return isColoured(stream) ? styleText(style, text, { validateStream: false }) : text;
}
