import type { Reason } from '../../../../maintenance/rules/outcome.ts';
import { reasonAdvice } from '../../../../operator/fleet/advice.ts';
import type { Member } from '../../../../operator/fleet/plan.ts';
import type { RunPlan } from '../../../views/run-plan.ts';
import { plain } from '../../parts/plain.ts';
import { Time } from '../../parts/Time.tsx';
import type { PlanParts } from './plan.ts';

/** As many as a dialog can name; all of them stand in the table of the fleet. */
const mostNamed = 300;

export function PlanOf({ plan, parts, isChosen }: { plan: RunPlan; parts: PlanParts; isChosen: boolean }) {
  const { woken, running, canaries, passedOver, gone } = parts;
  const nothing = woken.length + running.length === 0;
  return (
    <>
      {nothing && <p>Nothing would be patched now: see below why.</p>}
      {!nothing && !isChosen && plan.maxConcurrency !== undefined && (
        <p>
          {canaries.length > 0 && `${canaries.map(nameOf).join(', ')} ${canaries.length === 1 ? 'goes' : 'go'} first. `}
          At most {plan.maxConcurrency.toLocaleString()} at a time.
          {plan.end && (
            <>
              {' '}
              Nothing goes on after <Time at={plan.end} />.
            </>
          )}
        </p>
      )}
      <Named title="Woken, patched, and stopped again" members={woken} isOpen />
      <Named title="Patched while running, and left running" members={running} isOpen />
      {[...passedOver].map(([reason, members]) => (
        <Named
          key={reason}
          title={`Passed over: ${reason}`}
          members={members}
          advice={Object.hasOwn(reasonAdvice, reason) ? reasonAdvice[reason as Reason].means : undefined}
        />
      ))}
      {gone.length > 0 && <p>No longer selected by the stack: {gone.join(', ')}.</p>}
    </>
  );
}

const nameOf = ({ name, instanceId }: Member) => plain(name ?? instanceId);

interface NamedProps {
  readonly title: string;
  readonly members: readonly Member[];
  readonly advice?: string;
  readonly isOpen?: boolean;
}

function Named({ title, members, advice, isOpen = false }: NamedProps) {
  if (!members.length) return null;
  return (
    <details open={isOpen} className="named-machines">
      <summary>
        {title} ({members.length.toLocaleString()})
      </summary>
      {advice && <p className="muted">{advice}</p>}
      <ul>
        {members.slice(0, mostNamed).map((member) => (
          <li key={member.instanceId}>
            {nameOf(member)} <span className="muted mono">{member.instanceId}</span>
            {member.because && <span className="muted"> {plain(member.because)}</span>}
          </li>
        ))}
        {members.length > mostNamed && <li>and {(members.length - mostNamed).toLocaleString()} more</li>}
      </ul>
    </details>
  );
}
