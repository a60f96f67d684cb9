import { type ComponentType, lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { address } from './addresses.ts';
import type { PageProps } from './pages/page.ts';
import { Empty } from './parts/Empty.tsx';
import { Loading } from './parts/Loading.tsx';
import { Shell } from './shell/Shell.tsx';

/** Every page, by its address below that of its stack. It is loaded when it is first looked at. */
const pages: Readonly<Record<string, ComponentType<PageProps>>> = {
  '/executions/:id': lazy(() => import('./pages/execution/ExecutionPage.tsx')),
  '/commands/:id': lazy(() => import('./pages/command/CommandPage.tsx')),
  '/fleet': lazy(() => import('./pages/fleet/FleetPage.tsx')),
  '/instances/:id': lazy(() => import('./pages/instance/InstancePage.tsx')),
  '/windows': lazy(() => import('./pages/windows/WindowsPage.tsx')),
  '/runs': lazy(() => import('./pages/runs/RunsPage.tsx')),
  '/runs/:id': lazy(() => import('./pages/run/RunPage.tsx')),
  '/stack': lazy(() => import('./pages/stack/StackPage.tsx')),
};

const Start = lazy(() => import('./pages/start/StartPage.tsx'));

export function App() {
  return (
    <Switch>
      <Route path="/">
        <Shell>
          <Suspense fallback={<Loading />}>
            <Start />
          </Suspense>
        </Shell>
      </Route>
      <Route path="/stacks/:stack">{({ stack }) => <Redirect to={address.fleet(stack)} replace />}</Route>
      {Object.entries(pages).map(([path, Page]) => (
        <Route key={path} path={`/stacks/:stack${path}`}>
          {(params: { stack: string; id?: string }) => (
            <Shell stack={params.stack}>
              <Suspense fallback={<Loading />}>
                <Page key={params.id} stack={params.stack} id={decodeURIComponent(params.id ?? '')} />
              </Suspense>
            </Shell>
          )}
        </Route>
      ))}
      <Route>
        <Shell>
          <Empty title="There is no such page">
            Begin at <a href={import.meta.env.BASE_URL}>the start</a>.
          </Empty>
        </Shell>
      </Route>
    </Switch>
  );
}
