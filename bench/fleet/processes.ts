import { readdirSync, readFileSync } from 'node:fs';

/** Processor seconds of the processes that this one has started, those that are over included. Linux tells it in hundredths. */
export function childrenSeconds(): number {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(statOf)
    .filter((stat) => stat?.parent === process.pid);
  const own = statOf('self')?.waitedFor ?? 0;
  return children.reduce((sum, stat) => sum + (stat?.own ?? 0), own) / 100;
}

/** Source: proc_pid_stat(5). The name in parentheses may hold anything; the first field behind it is the third. */
function statOf(pid: string): { parent: number; own: number; waitedFor: number } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /s, '').split(' ').map(Number);
    const field = (number: number) => fields[number - 3] ?? 0;
    return { parent: field(4), own: field(14) + field(15), waitedFor: field(16) + field(17) };
  } catch (error) {
    // It has ended meanwhile.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
