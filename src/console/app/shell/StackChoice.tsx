import { useLocation } from 'wouter';
import type { StackLine } from '../../views/stacks.ts';
import { address } from '../addresses.ts';

/** Goes to the fleet of another stack. */
export function StackChoice({ stack, stacks }: { stack: string; stacks: readonly StackLine[] }) {
  const [, go] = useLocation();
  const names = stacks.some(({ name }) => name === stack)
    ? stacks.map(({ name }) => name)
    : [stack, ...stacks.map(({ name }) => name)];
  return (
    <label className="stack-choice">
      <span className="hidden">Stack</span>
      <select value={stack} onChange={({ target }) => go(address.fleet(target.value))}>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}
