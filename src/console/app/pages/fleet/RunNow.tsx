import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { RunPlan } from '../../../views/run-plan.ts';
import { address } from '../../addresses.ts';
import { ask, type Trouble, troubleOf } from '../../data/api.ts';
import { useOrder } from '../../data/order.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { PlanOf } from './PlanOf.tsx';
import { partsOf } from './plan.ts';

interface RunNowProps {
  readonly stack: string;
  /** ids; absent: all that the stack selects */
  readonly chosen?: readonly string[];
  /** opens the window, which starts them, instead of starting them beside it */
  readonly opensWindow?: boolean;
  onClose(): void;
}

/** Asks before machines are woken, and says which, as the planner has it now; then goes to where it is seen. */
export function RunNow({ stack, chosen, opensWindow = false, onClose }: RunNowProps) {
  const [plan, setPlan] = useState<RunPlan>();
  const [unplanned, setUnplanned] = useState<Trouble>();
  const { give, busy, trouble } = useOrder('startRun');
  const opening = useOrder('openWindow');
  const [, go] = useLocation();
  useEffect(() => {
    let isOpen = true;
    ask('runPlan', { stack }).then(
      (answer) => isOpen && setPlan(answer),
      (error) => isOpen && setUnplanned(troubleOf(error)),
    );
    return () => {
      isOpen = false;
    };
  }, [stack]);
  const parts = plan && partsOf(plan, chosen);
  const start = async () => {
    if (opensWindow) {
      const opened = await opening.give({ stack });
      if (opened) go(address.run(stack, opened.run));
      return;
    }
    const begun = await give({ stack, instances: chosen });
    const [arn, second] = begun?.executionArns ?? [];
    if (!begun || arn === undefined) return;
    if (begun.fleet) go(address.run(stack, arn.split(':').at(-1) ?? ''));
    else go(second === undefined ? address.execution(stack, arn) : address.runs(stack));
  };
  return (
    <Confirm
      title={titleOf(chosen, opensWindow)}
      verb="Run now"
      busy={busy || opening.busy || !parts || parts.woken.length + parts.running.length === 0}
      trouble={trouble ?? opening.trouble ?? unplanned}
      onConfirm={start}
      onClose={onClose}
    >
      {parts && plan ? <PlanOf plan={plan} parts={parts} isChosen={chosen !== undefined} /> : !unplanned && <Loading />}
    </Confirm>
  );
}

function titleOf(chosen: readonly string[] | undefined, opensWindow: boolean): string {
  if (opensWindow) return 'Open the window now';
  return chosen ? `Run now on ${chosen.length.toLocaleString()} chosen` : 'Run now on the whole fleet';
}
