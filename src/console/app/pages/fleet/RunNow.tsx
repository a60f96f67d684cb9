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
  onClose(): void;
}

/** Asks before machines are woken, and says which, as the planner has it now; then goes to where it is seen. */
export function RunNow({ stack, chosen, onClose }: RunNowProps) {
  const [plan, setPlan] = useState<RunPlan>();
  const [unplanned, setUnplanned] = useState<Trouble>();
  const { give, busy, trouble } = useOrder('startRun');
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
    const begun = await give({ stack, instances: chosen });
    const [arn, second] = begun?.executionArns ?? [];
    if (!begun || arn === undefined) return;
    if (begun.fleet) go(address.run(stack, arn.split(':').at(-1) ?? ''));
    else go(second === undefined ? address.execution(stack, arn) : address.runs(stack));
  };
  return (
    <Confirm
      title={chosen ? `Run now on ${chosen.length.toLocaleString()} chosen` : 'Run now on the whole fleet'}
      verb="Run now"
      busy={busy || !parts || parts.woken.length + parts.running.length === 0}
      trouble={trouble ?? unplanned}
      onConfirm={start}
      onClose={onClose}
    >
      {parts && plan ? <PlanOf plan={plan} parts={parts} isChosen={chosen !== undefined} /> : !unplanned && <Loading />}
    </Confirm>
  );
}
