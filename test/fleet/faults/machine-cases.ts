/** Machines that do not do what machines do, and what is then said of them. */
import type { Outcome } from '../../../src/maintenance/rules/outcome.ts';
import type { Behaviour } from '../../../src/region/machines/simulated/behaviour.ts';
import type { Case } from './case.ts';

type Told = readonly [outcomes: readonly Outcome[], reason?: string];

const PATCHED: Told = [['Patched']];
const MACHINES: readonly (readonly [string, Behaviour, Told])[] = [
  ['nothing is the matter', {}, PATCHED],
  ['nothing is pending', { pendingUpdates: 0 }, [['AlreadyCompliant'], 'Clean']],
  ['there is no capacity for a while', { noCapacity: 3 }, PATCHED],
  ['there is no capacity', { noCapacity: 'always' }, [['WakeFailed'], 'InsufficientCapacity']],
  ['a key may not be used', { startFails: 'Client.InternalError' }, [['WakeFailed'], 'KeyUnusable']],
  ['a key is disabled', { startFails: 'Client.InvalidKMSKey.InvalidState' }, [['WakeFailed'], 'KeyUnusable']],
  ['its host is broken', { startFails: 'Server.InternalError' }, [['WakeFailed'], 'StartFellBack']],
  ['it never boots', { neverBoots: true }, [['WakeFailed']]],
  ['it boots for five minutes', { bootSeconds: 300 }, PATCHED],
  ['its status checks fail', { impaired: true }, [['WakeFailed'], 'StatusChecksFailed']],
  ['its agent never comes', { agent: 'never' }, [['WakeFailed'], 'InstanceNotReady']],
  ['its agent goes in mid-patch', { agent: 'goesInPatch' }, [['PatchFailed', 'Patched']]],
  ['its agent updates itself at once', { agent: 'updates', agentUpdatesAfter: 1 }, PATCHED],
  ['its agent updates itself after the boot', { agent: 'updates', agentUpdatesAfter: 20 }, PATCHED],
  ['its agent updates itself in mid-patch', { agent: 'updates', agentUpdatesAfter: 40, patchSeconds: 120 }, PATCHED],
  ['its reboot never returns', { rebootHangs: true }, [['PatchFailed']]],
  ['its patch hangs', { patchHangs: true }, [['PatchFailed']]],
  ['its patch takes a quarter of an hour', { patchSeconds: 900 }, PATCHED],
  ['its patch takes longer than the window', { patchSeconds: 3 * 3600 }, [['PatchFailed'], 'WindowEnded']],
  ['the package lock is held for ten minutes', { packageLock: 600 }, PATCHED],
  ['the package lock is held for an hour', { packageLock: 3600 }, [['WakeFailed'], 'CheckFailed']],
  ['its disk is full', { diskFull: true }, [['PatchFailed', 'WakeFailed']]],
  ['it has no network', { noNetwork: true }, [['PatchFailed', 'NonCompliant']]],
];

const USED: readonly (readonly [string, Behaviour])[] = [
  ['a user is logged in', { users: ['anna'] }],
  ['a session is open', { sessions: ['arn:aws:iam::123456789012:user/bert'] }],
];

export const machineCases: readonly Case[] = [
  ...MACHINES.flatMap(([what, behaviour, [outcomes, reason]]) =>
    (['stopped', 'running'] as const)
      // What concerns starts, and what would keep it from being found running at all, only of those that are woken.
      .filter((found) => found === 'stopped' || !('noCapacity' in behaviour || 'startFails' in behaviour))
      .filter(
        (found) =>
          found === 'stopped' ||
          !(behaviour.neverBoots || behaviour.impaired || behaviour.agent || behaviour.bootSeconds),
      )
      .map((found) => ({ name: `${what}; found ${found}`, found, behaviour, outcomes, reason })),
  ),
  ...USED.flatMap(([what, behaviour]) =>
    (['stopped', 'running'] as const).map((found) => ({
      name: `${what}; found ${found}`,
      found,
      behaviour,
      outcomes: ['Patched'] as const,
      taken: true,
    })),
  ),
];
