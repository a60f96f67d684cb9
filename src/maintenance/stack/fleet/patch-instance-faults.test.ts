/** Every call of PatchInstance fails in every way. */
import assert from 'node:assert/strict';
import { afterEach, describe, mock, test } from 'node:test';
import {
  errorOf,
  findingOf,
  leasesOf,
  rehearsePatchInstance as rehearse,
} from '../../testing/rehearse-patch-instance.ts';
import { patchInstance } from './patch-instance.ts';

describe('after a fault in any call of PatchInstance', () => {
  afterEach(() => mock.restoreAll());

  const states = Object.entries({ ...patchInstance.States, ...documentStates() })
    .filter(([, { Type }]) => Type === 'Task')
    .map(([name]) => name);
  const settings = { SnapshotsToKeep: '1', BootAgain: 'true', PostDocument: 'Undrain' };
  const situations = [
    { found: 'stopped', ends: 'stopped' },
    { found: 'running', ends: 'running' },
  ] as const;

  /** The states in which documents are run, which are within a Map. */
  function documentStates(): Record<string, { Type: string }> {
    const { 'Before Patching': before, 'Run PostDocument': post, 'After Patching': after } = patchInstance.States;
    return Object.assign({}, ...[before, post, after].map(({ ItemProcessor }) => ItemProcessor.States));
  }

  test('there are nineteen of them', () => assert.equal(states.length, 19, states.join()));

  for (const state of states)
    for (const error of ['ThrottlingException', 'Lambda.Unknown', 'States.Timeout'])
      for (const times of [1, undefined])
        for (const afterTheFact of error === 'Lambda.Unknown' ? [false, true] : [false])
          test(`${error} in "${state}", ${times ? 'once' : 'always'}, ${afterTheFact ? 'after' : 'before'} the work was done`, async () => {
            for (const { found, ends } of situations) {
              const faults = [{ state, error, times, afterTheFact }];
              const run = await rehearse({ found, settings, faults });
              const cannotStop = state === 'Stop Instance' && !times && !afterTheFact;
              assert.equal(run.instanceState, cannotStop && found === 'stopped' ? 'running' : ends);
              if (found === 'running') assert.equal(run.count('StopInstances'), 0);

              // No lease is left but where the instance is left awake, or where it cannot be given back at all.
              const keepsLease =
                findingOf(run)?.startsWith('LeftAwake') || (state === 'Release Instance' && !afterTheFact);
              if (!keepsLease) assert.deepEqual(leasesOf(run), []);

              // The error is told by its name, or by the step's where that says more.
              const named = [error, 'CheckFailed', 'SnapshotFailed', 'RebootFailed', 'InstanceNotStopped'];
              if (run.status === 'FAILED') assert.ok(named.includes(errorOf(run)!), errorOf(run));
              const patches = run.documents.filter((name) => name === 'AWS-RunPatchBaseline').length;
              assert.ok(patches <= 2, `${patches} patch commands`);
            }
          });
});
