import { type ReactNode, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Stacks } from '../../views/stacks.ts';
import { address } from '../addresses.ts';
import { ask } from '../data/api.ts';
import { ConnectionState } from './ConnectionState.tsx';
import { StackChoice } from './StackChoice.tsx';
import { ThemeChoice } from './ThemeChoice.tsx';
import './shell.css';

/** The pages that every stack has, in the order in which people look. */
const places = [
  { name: 'Fleet', to: address.fleet, also: '/instances/' },
  { name: 'Windows', to: address.windows },
  { name: 'Runs', to: address.runs, also: '/executions/' },
  { name: 'Stack', to: address.stack },
] as const;

/** What stands around every page. */
export function Shell({ stack, children }: { stack?: string; children: ReactNode }) {
  const known = useStacks(stack);
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <header className="shell">
        <Link href={address.start()} className="brand">
          wakepatch
        </Link>
        {stack && <StackChoice stack={stack} stacks={known?.stacks ?? []} />}
        {stack && <Places stack={stack} />}
        <div className="shell-state">
          <ConnectionState endpoint={known ? `${known.endpoint}, account ${known.account}, ${known.region}` : ''} />
          <ThemeChoice />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

function Places({ stack }: { stack: string }) {
  const [location] = useLocation();
  return (
    <nav aria-label="Pages of the stack">
      {places.map(({ name, to, ...rest }) => {
        const isHere = location.startsWith(to(stack)) || ('also' in rest && location.includes(rest.also));
        return (
          <Link key={name} href={to(stack)} aria-current={isHere ? 'page' : undefined}>
            {name}
          </Link>
        );
      })}
    </nav>
  );
}

/** Stacks come and go seldom: they are asked for once a page. */
function useStacks(stack: string | undefined): Stacks | undefined {
  const [known, setKnown] = useState<Stacks>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for anew when another stack is looked at
  useEffect(() => {
    let looked = true;
    // What hinders it hinders the page as well, which says so.
    ask('stacks', {}).then(
      (answer) => looked && setKnown(answer),
      () => {},
    );
    return () => {
      looked = false;
    };
  }, [stack]);
  return known;
}
