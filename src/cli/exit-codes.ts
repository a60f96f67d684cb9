/** How a command ends, for scripts: what every exit code means. docs/commands.md has this table. */
export const exitCodes = {
  well: { code: 0, means: 'Done, and all is well.' },
  unwell: {
    code: 1,
    means:
      'It was carried out, and did not come out well: an instance failed, a stack was rolled back, `doctor` found something to mend.',
  },
  usage: {
    code: 2,
    means: 'The command, an option or a value is wrong, or the consent is missing that it needs. Nothing was changed.',
  },
  unreachable: {
    code: 3,
    means:
      'There is nothing to speak to: no Region runs, the endpoint does not answer, the profile or the credentials are not there.',
  },
  refused: {
    code: 4,
    means: 'The endpoint refused: it does not accept the credentials, or their rights do not suffice.',
  },
  impossible: {
    code: 5,
    means:
      'It cannot be done as things stand: what is named is not there, or is in another state than the command needs.',
  },
  // EX_SOFTWARE. Source: sysexits(3head).
  unforeseen: { code: 70, means: 'An error that nobody foresaw. Please report it.' },
  // As a shell has it for a command that SIGINT ended. Source: bash(1), "EXIT STATUS".
  interrupted: { code: 130, means: 'Interrupted with Ctrl-C. What was begun at the endpoint goes on.' },
} as const satisfies Readonly<Record<string, { code: number; means: string }>>;

export type Ending = keyof typeof exitCodes;

/** Has this process end so, once it has nothing left to do. */
export function endAs(ending: Ending): void {
  process.exitCode = exitCodes[ending].code;
}
