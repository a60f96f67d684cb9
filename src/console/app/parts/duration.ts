/** How long something took, in the two largest units that say something: `3 min 5 s`. Pure. */
const units = [
  { name: 'd', milliseconds: 86_400_000 },
  { name: 'h', milliseconds: 3_600_000 },
  { name: 'min', milliseconds: 60_000 },
  { name: 's', milliseconds: 1000 },
] as const;

/** @param milliseconds below nothing counts as nothing: two clocks may differ */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.max(0, Math.round(milliseconds))} ms`;
  if (milliseconds < 10_000) return `${(milliseconds / 1000).toFixed(1).replace(/\.0$/, '')} s`;
  const whole = Math.round(milliseconds / 1000) * 1000;
  const first = units.findIndex((unit) => whole >= unit.milliseconds);
  const { name, milliseconds: length } = units[first]!;
  const count = Math.floor(whole / length);
  const next = units[first + 1];
  const rest = next ? Math.floor((whole % length) / next.milliseconds) : 0;
  return next && rest ? `${count} ${name} ${rest} ${next.name}` : `${count} ${name}`;
}
