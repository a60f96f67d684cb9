import { canRedraw } from './live.ts';
import { paint as painted } from './paint.ts';

/** Tells a person what happens, as it happens, each line with the time since the beginning. */
export interface Progress {
  /** Something was done. */
  step(text: string): void;
  /** Something is going on: shown in place where there is a terminal, else every ten seconds. */
  during<T>(text: string, work: (update: (detail: string) => void) => Promise<T>): Promise<T>;
  /** A heading between parts. */
  heading(text: string): void;
}

/** Milliseconds between two looks at something that goes on: often where it moves, seldom in a log. */
const refresh = { terminal: 250, log: 10_000 };

export function consoleProgress(stream: NodeJS.WriteStream = process.stdout): Progress {
  const began = performance.now();
  const live = canRedraw(stream);
  const paint = (style: Parameters<typeof painted>[0], text: string) => painted(style, text, stream);
  const stamp = () => paint('dim', `${((performance.now() - began) / 1000).toFixed(1).padStart(7)}s`);
  const clear = live ? '\r\u001b[K' : '';
  const write = (text: string) => stream.write(`${clear}${stamp()}  ${text}\n`);

  return {
    step: (text) => void write(text),
    heading: (text) => void stream.write(`\n${paint('bold', text)}\n`),
    async during(text, work) {
      const since = performance.now();
      let detail = '';
      const line = () => {
        const seconds = Math.round((performance.now() - since) / 1000);
        return `${text} ${paint('dim', `… ${seconds} s${detail ? `, ${detail}` : ''}`)}`;
      };
      const show = () => (live ? stream.write(`${clear}${stamp()}  ${line()}`) : write(line()));
      const timer = setInterval(show, live ? refresh.terminal : refresh.log);
      try {
        return await work((latest) => {
          detail = latest;
        });
      } finally {
        clearInterval(timer);
        stream.write(clear);
      }
    },
  };
}
