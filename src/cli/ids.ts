import { Failure } from '../operator/failure.ts';

/** What the ids of things look like, and where to find them. */
const kinds = {
  instance: {
    pattern: /^i-([0-9a-f]{8}|[0-9a-f]{17})$/,
    example: 'i-0a1b2c3d4e5f67890',
    where: "'wakepatch plan' lists a fleet's",
  },
  window: { pattern: /^mw-[0-9a-f]{17}$/, example: 'mw-0a1b2c3d4e5f67890', where: "'wakepatch windows' lists them" },
  command: {
    pattern: /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/,
    example: '11111111-2222-3333-4444-555555555555',
    where: "'wakepatch report' names those of a run",
  },
} as const;

/** @throws Failure for what cannot be the id of such a thing, so that nothing is asked in vain */
export function idOf(kind: keyof typeof kinds, text: string): string {
  const { pattern, example, where } = kinds[kind];
  if (pattern.test(text)) return text;
  throw new Failure(
    `'${text}' is no id of ${kind === 'instance' ? 'an' : 'a'} ${kind}, such as ${example}; ${where}.`,
    'usage',
  );
}
