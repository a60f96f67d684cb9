/** "1st", "2nd", "3rd", "4th", "11th", "21st". */
export function ordinal(number: number): string {
  const teen = Math.floor(number / 10) % 10 === 1;
  return `${number}${(teen ? undefined : ['th', 'st', 'nd', 'rd'][number % 10]) ?? 'th'}`;
}

/** "1 day", "2 days". */
export const count = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`;

/** "a", "a and b", "a, b and c". */
export function list(parts: string[]): string {
  return [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter((part) => part !== '').join(' and ');
}

/** Ascending numbers by name, three and more in a row as one range: "January", "March to May". */
export function ranges(numbers: number[], name: (number: number) => string): string[] {
  const runs: number[][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs.flatMap((run) => (run.length < 3 ? run.map(name) : [`${name(run[0]!)} to ${name(run.at(-1)!)}`]));
}
