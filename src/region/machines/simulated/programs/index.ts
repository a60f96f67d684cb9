import { aptGet } from './apt-get.ts';
import { files, test } from './files.ts';
import { aptCache, dpkgQuery } from './package-queries.ts';
import { failed, type Program, printed, reader } from './program.ts';

/** What there is to run on a simulated machine: name -> program. Any other name is "not found". */
export const programs: Readonly<Record<string, Program>> = {
  'apt-cache': aptCache,
  'apt-get': aptGet,
  cat: reader((args, disk) => {
    const missing = args.find((path) => files(disk)[path] === undefined);
    if (missing !== undefined) return failed(1, `cat: ${missing}: No such file or directory`);
    return { exitCode: 0, stdout: args.map((path) => files(disk)[path]).join(''), stderr: '' };
  }),
  'dpkg-query': dpkgQuery,
  echo: reader((args) => printed([args.join(' ')])),
  false: reader(() => printed([], 1)),
  hostname: reader((_, disk) => printed([disk.hostname])),
  sleep: ({ arguments: [seconds = ''] }) =>
    /^\d+(\.\d+)?$/.test(seconds)
      ? { milliseconds: Number(seconds) * 1000, finish: () => printed([]) }
      : { milliseconds: 0, finish: () => failed(1, `sleep: invalid time interval '${seconds}'`) },
  test,
  true: reader(() => printed([])),
  uname: reader((args, disk) => {
    if (args.length === 1 && args[0] === '-r') return printed([disk.kernel]);
    return args.length === 0 ? printed(['Linux']) : failed(1, `uname: unsupported here: ${args.join(' ')}`);
  }),
  // Nobody is ever logged in.
  who: reader(() => printed([])),
};
