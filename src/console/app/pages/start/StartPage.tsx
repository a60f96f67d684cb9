import { Link, Redirect } from 'wouter';
import { address } from '../../addresses.ts';
import { useView } from '../../data/live.ts';
import { Badge, toneOf } from '../../parts/Badge.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { useTitle } from '../../parts/title.ts';
import { Viewed } from '../../parts/Viewed.tsx';

const kinds = { fleet: 'a fleet', pattern: 'one workflow for each target' };

/** Which stacks there are; where there is one alone, its fleet. */
export default function StartPage() {
  useTitle('Stacks');
  return (
    <Viewed live={useView('stacks', {})}>
      {({ stacks, endpoint }) => {
        const [first, ...others] = stacks;
        if (!first)
          return (
            <Empty title="Nothing is deployed yet">
              No stack of wakepatch stands at {endpoint}. Deploy one with <code>wakepatch deploy</code>, or a fleet with{' '}
              <code>wakepatch deploy --fleet</code>: it appears here by itself.
            </Empty>
          );
        if (others.length === 0) return <Redirect to={address.fleet(first.name)} replace />;
        return (
          <>
            <h1>Stacks</h1>
            <ul className="cards">
              {stacks.map(({ name, status, kind }) => (
                <li key={name}>
                  <Link href={address.fleet(name)}>{name}</Link>
                  <span className="muted">{kinds[kind]}</span>
                  <Badge tone={toneOf(status)}>{status}</Badge>
                </li>
              ))}
            </ul>
          </>
        );
      }}
    </Viewed>
  );
}
