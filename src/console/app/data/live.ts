/** A view that is kept up to date for as long as somebody looks at it. */
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { useEffect, useState } from 'react';
import {
  type AnswerOf,
  listen,
  type ParamsOf,
  type Trouble,
  TroubleError,
  troubleOf,
  unanswered,
  type ViewName,
} from './api.ts';
import { tellConnection } from './connection.ts';
import { type Change, patched } from './patched.ts';

export interface Live<T> {
  /** the newest answer; kept while there is trouble */
  readonly data: T | undefined;
  readonly trouble: Trouble | undefined;
}

/** Milliseconds. Each look is told of; a look that takes longer than this is taken for a lost connection. */
const silence = 30_000;
const pauses = { first: 500, longest: 10_000 };

/**
 * Streams are few in a browser, and looks cost requests: while the page is hidden nothing is asked.
 */
export function useView<N extends ViewName>(name: N, params: ParamsOf<N>): Live<AnswerOf<N>> {
  const [live, setLive] = useState<Live<AnswerOf<N>>>({ data: undefined, trouble: undefined });
  const key = JSON.stringify([name, params]);
  useEffect(() => {
    const [, now] = JSON.parse(key) as [N, ParamsOf<N>];
    setLive({ data: undefined, trouble: undefined });
    return whileVisible((signal) => follow(name, now, signal, setLive));
  }, [name, key]);
  return live;
}

function whileVisible(work: (signal: AbortSignal) => void): () => void {
  let stop = new AbortController();
  const begin = () => {
    stop.abort();
    stop = new AbortController();
    if (!document.hidden) work(stop.signal);
  };
  document.addEventListener('visibilitychange', begin);
  begin();
  return () => {
    document.removeEventListener('visibilitychange', begin);
    stop.abort();
  };
}

async function follow<N extends ViewName>(
  name: N,
  params: ParamsOf<N>,
  signal: AbortSignal,
  set: (change: (before: Live<AnswerOf<N>>) => Live<AnswerOf<N>>) => void,
): Promise<void> {
  let pause = pauses.first;
  while (!signal.aborted) {
    try {
      for await (const live of answers(name, params, signal)) {
        pause = pauses.first;
        tellConnection(live.trouble?.passing ? 'troubled' : 'live');
        set((before) => ({ data: live.data ?? before.data, trouble: live.trouble }));
      }
    } catch (error) {
      if (signal.aborted) return;
      const trouble = troubleOf(error);
      tellConnection(trouble === unanswered ? 'lost' : 'live');
      set(({ data }) => ({ data, trouble }));
      if (error instanceof TroubleError && !trouble.passing && trouble.error !== 'Failure') return;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pauses.longest, pause * 2);
  }
}

/** What a stream tells, look by look. @throws when the connection is lost, or was never had */
async function* answers<N extends ViewName>(
  name: N,
  params: ParamsOf<N>,
  signal: AbortSignal,
): AsyncGenerator<Live<AnswerOf<N>>> {
  const quiet = new AbortController();
  const bytes = await listen(name, params, AbortSignal.any([signal, quiet.signal]));
  const events = bytes.pipeThrough(new TextDecoderStream() as never).pipeThrough(new EventSourceParserStream());
  let data: AnswerOf<N> | undefined;
  let timer = setTimeout(() => quiet.abort(), silence);
  try {
    for await (const { event, data: text } of events as unknown as AsyncIterable<{ event?: string; data: string }>) {
      clearTimeout(timer);
      timer = setTimeout(() => quiet.abort(), silence);
      if (event === 'trouble') yield { data, trouble: JSON.parse(text) };
      else {
        if (event === 'whole') data = JSON.parse(text);
        // What has not changed stays the same object, so that nothing is drawn anew for it.
        if (event === 'patch' && data) data = patched(data, JSON.parse(text) as Change[]);
        yield { data, trouble: undefined };
      }
    }
    throw new TypeError('The stream has ended.');
  } finally {
    clearTimeout(timer);
  }
}
