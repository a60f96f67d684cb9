/** test(1): of files, texts and numbers, with `!`, `-a` and `-o`. */

type Compare = (a: string, b: string) => boolean;

const number =
  (compare: (a: number, b: number) => boolean): Compare =>
  (a, b) =>
    compare(Number(a), Number(b));

const comparisons: Readonly<Record<string, Compare>> = {
  '=': (a, b) => a === b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '-eq': number((a, b) => a === b),
  '-ne': number((a, b) => a !== b),
  '-lt': number((a, b) => a < b),
  '-le': number((a, b) => a <= b),
  '-gt': number((a, b) => a > b),
  '-ge': number((a, b) => a >= b),
};

/** Operators that ask the machine about a path. */
const aboutFiles = ['-e', '-f', '-d', '-s', '-r', '-w', '-x', '-h', '-L'] as const;
export type FileTest = (typeof aboutFiles)[number];

const isFileTest = (word: string | undefined): word is FileTest => aboutFiles.some((each) => each === word);

/** Whether the machine has to be asked. */
export const isAboutFiles = (expression: readonly string[]): boolean => expression.some(isFileTest);

/** @returns whether it holds, or what is wrong with it */
export function evaluateTest(
  expression: readonly string[],
  file: (operator: FileTest, path: string) => boolean,
): boolean | string {
  for (const [joint, joined] of [
    ['-o', (a: boolean, b: boolean) => a || b],
    ['-a', (a: boolean, b: boolean) => a && b],
  ] as const) {
    const at = expression.indexOf(joint, 1);
    if (at < 0 || expression.length <= 3) continue;
    const [left, right] = [expression.slice(0, at), expression.slice(at + 1)].map((part) => evaluateTest(part, file));
    if (typeof left === 'string') return left;
    return typeof right === 'string' ? right : joined(left!, right!);
  }
  const [first, second, third] = expression;
  if (first === '!' && expression.length > 1) {
    const inner = evaluateTest(expression.slice(1), file);
    return typeof inner === 'string' ? inner : !inner;
  }
  if (expression.length <= 1) return (first ?? '') !== '';
  if (expression.length === 2) {
    if (first === '-n') return second !== '';
    if (first === '-z') return second === '';
    return isFileTest(first) ? file(first, second!) : `${first}: unexpected operator`;
  }
  const compare = expression.length === 3 ? comparisons[second!] : undefined;
  if (compare === undefined) return `unsupported here: ${expression.join(' ')}`;
  const wrong = second!.startsWith('-') ? [first!, third!].find((word) => !/^-?\d+$/.test(word)) : undefined;
  return wrong === undefined ? compare(first!, third!) : `Illegal number: ${wrong}`;
}
