import type { Plugin } from './plugin.ts';

/** The exit code by which a script asks for a reboot and to be run again (User Guide, "Handling reboots when running commands"). */
const rebootAndRunAgain = 194;

/** The SSM Agent's limit (CommandRetryLimit): a script that always asks for a reboot ends after so many. */
const mostRuns = 15;

/** aws:runShellScript */
export const runShellScript: Plugin = async (run) => {
  const argv = shell(run.parameters.commands!.join('\n'), run.parameters.workingDirectory![0]!);
  // What the SSM Agent sets ("Running scripts from documents", environment variables).
  const environment = { AWS_SSM_INSTANCE_ID: run.instanceId, AWS_SSM_REGION_NAME: run.outside.region };
  for (let again = 0; ; again++) {
    const { exitCode, stdout, stderr } = await run.exec(`script.${again}`, argv, environment);
    run.print(stdout);
    run.print(stderr, 'stderr');
    if (exitCode === rebootAndRunAgain && again + 1 < mostRuns) {
      await run.reboot(`reboot.${again}`);
      continue;
    }
    if (exitCode !== 0) run.print(`failed to run commands: exit status ${exitCode}`, 'stderr');
    return { responseCode: exitCode };
  }
};

/** A script that names its interpreter has to be a file; another is given to the shell as it is. */
function shell(script: string, directory: string): string[] {
  const body = script.startsWith('#!')
    ? [
        'f=$(mktemp) && printf %s "$1" >"$f" && chmod 700 "$f" || exit; "$f"; code=$?; rm -f "$f"; exit "$code"',
        'sh',
        script,
      ]
    : [script];
  const argv = ['/bin/sh', '-c', ...body];
  return directory === '' ? argv : ['env', `--chdir=${directory}`, ...argv];
}
