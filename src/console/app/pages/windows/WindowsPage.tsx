import { useView } from '../../data/live.ts';
import { useTitle } from '../../parts/title.ts';
import { Viewed } from '../../parts/Viewed.tsx';
import type { PageProps } from '../page.ts';
import { Calendar } from './Calendar.tsx';
import { History } from './History.tsx';
import { WindowHead } from './WindowHead.tsx';
import './windows.css';

/** When the maintenance window of a stack opens, and what came of it. */
export default function WindowsPage({ stack }: PageProps) {
  useTitle('Windows', stack);
  return (
    <Viewed live={useView('window', { stack })}>
      {(window) => (
        <>
          <WindowHead stack={stack} window={window} />
          <div className="window-columns">
            <Calendar stack={stack} window={window} />
            <History stack={stack} history={window.history} />
          </div>
        </>
      )}
    </Viewed>
  );
}
