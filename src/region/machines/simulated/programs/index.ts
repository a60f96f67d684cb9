import { DateTime } from 'luxon';
import { behaviourOf } from '../disk.ts';
import { aptGet } from './apt-get.ts';
import { date } from './date.ts';
import { cat, fuser, mktemp, stat, test, writers } from './files.ts';
import { filters } from './filters.ts';
import { aptCache, dpkgQuery } from './package-queries.ts';
import { failed, type Program, printed, reader } from './program.ts';

/** What there is to run on a simulated machine: name -> program. Any other name is "not found". */
export const programs: Readonly<Record<string, Program>> = {
  ...filters,
  ...writers,
  '[': test('['),
  'apt-cache': aptCache,
  'apt-get': aptGet,
  cat,
  date,
  df: reader((_, disk) => {
    const available = behaviourOf(disk).diskFull ? 0 : 6_291_456;
    return printed([
      'Filesystem     1024-blocks    Used Available Capacity Mounted on',
      `/dev/xvda1         8178800 ${8_178_800 - available} ${available} ${Math.round(100 - available / 81_788)}% /`,
    ]);
  }),
  dpkg: reader((args) =>
    args[0] === '--configure' && args[1] === '-a'
      ? printed([])
      : failed(2, `dpkg: error: unsupported here: ${args.join(' ')}`),
  ),
  'dpkg-query': dpkgQuery,
  echo: reader((args) => printed([args.join(' ')])),
  false: reader(() => printed([], 1)),
  fuser,
  hostname: reader((_, disk) => printed([disk.hostname])),
  id: reader(([option]) => (option === '-u' ? printed(['0']) : failed(1, `id: unsupported here: ${option ?? ''}`))),
  mktemp,
  sleep: ({ arguments: [seconds = ''] }) =>
    /^\d+(\.\d+)?$/.test(seconds)
      ? { milliseconds: Number(seconds) * 1000, finish: () => printed([]) }
      : { milliseconds: 0, finish: () => failed(1, `sleep: invalid time interval '${seconds}'`) },
  stat,
  test: test('test'),
  true: reader(() => printed([])),
  uname: reader((args, disk) => {
    if (args.length === 1 && args[0] === '-r') return printed([disk.kernel]);
    return args.length === 0 ? printed(['Linux']) : failed(1, `uname: unsupported here: ${args.join(' ')}`);
  }),
  which: reader(([name = '']) => (Object.hasOwn(programs, name) ? printed([`/usr/bin/${name}`]) : printed([], 1))),
  who: reader((_, disk) => {
    const since = DateTime.fromMillis(disk.bootedAt ?? 0, { zone: 'utc' }).toFormat('yyyy-MM-dd HH:mm');
    const users = behaviourOf(disk).users ?? [];
    return printed(users.map((name, index) => `${name.padEnd(8)} pts/${index}        ${since} (192.0.2.1)`));
  }),
  whoami: reader(() => printed(['root'])),
};
