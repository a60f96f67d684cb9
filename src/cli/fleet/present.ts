/** Showing what is followed as it happens: a table drawn in place, lines one after the other, or JSON, a document a line. */
import type { Clients } from '../../aws/clients.ts';
import type { Listener, Standing } from '../../operator/fleet/follow.ts';
import { timeAt } from '../../operator/fleet/time.ts';
import { canRedraw, liveBlock, roomOf } from '../live.ts';
import { printJsonLine } from '../print.ts';
import { consoleProgress } from '../progress.ts';
import { countLine, endLine, phaseLine } from './follow-text.ts';
import { liveView } from './live-view.ts';

/** Milliseconds between two drawings, so that elapsed times go on between two looks. */
const refresh = 500;

/** @param work is shown through the listener that it is given; with `json` the caller prints what else there is */
export async function presenting<T>(
  clients: Clients,
  { json, what }: { json: boolean; what: string },
  work: (listener: Listener) => Promise<T>,
): Promise<T> {
  if (json) return work(jsonListener);
  if (canRedraw(process.stdout)) return onTerminal(clients, what, work);
  const progress = consoleProgress();
  progress.step(what);
  return progress.during('patching', (update) =>
    work({
      phase: (machine) => progress.step(phaseLine(machine)),
      ended: (told) => progress.step(endLine(told)),
      looked: (standing) => update(countLine(standing)),
    }),
  );
}

const jsonListener: Listener = {
  phase: ({ instanceId, name, phase, began }) =>
    printJsonLine({ event: 'phase', instanceId, name, phase, began: began?.toISOString() }),
  ended: (told) => printJsonLine({ event: 'ended', instance: told }),
};

async function onTerminal<T>(clients: Clients, what: string, work: (listener: Listener) => Promise<T>): Promise<T> {
  console.log(what);
  const stream = process.stdout;
  const block = liveBlock(stream);
  const began = performance.now();
  let standing: Standing | undefined;
  // A Region's time may be ahead of this machine's; between two looks both go on alike.
  let ahead = 0;
  const draw = () => {
    if (!standing) return;
    const following = (performance.now() - began) / 1000;
    block.draw(liveView(standing, { rows: roomOf(stream), now: new Date(Date.now() + ahead), following }));
  };
  const learnTime = async () => {
    ahead = (await timeAt(clients)).getTime() - Date.now();
  };
  await learnTime();
  const timer = setInterval(draw, refresh);
  stream.on('resize', draw);
  try {
    return await work({
      looked(latest) {
        standing = latest;
        draw();
      },
    });
  } finally {
    clearInterval(timer);
    stream.off('resize', draw);
    block.close();
  }
}
