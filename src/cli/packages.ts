/** What a machine's own package database says, asked through Run Command. */
import type { Clients } from '../aws/clients.ts';
import { Failure } from '../operator/failure.ts';
import { poll } from '../operator/poll.ts';

/** Package (`libc6:amd64`) -> version. */
export type Packages = ReadonlyMap<string, string>;

export interface Upgrade {
  readonly name: string;
  /** undefined for a package that was not there before */
  readonly from: string | undefined;
  readonly to: string;
}

/** Reads dpkg's database, and what apt would still upgrade from a security archive by lists fetched for this. */
export async function readPackages(
  clients: Clients,
  instanceId: string,
  signal?: AbortSignal,
): Promise<{ packages: Packages; pendingSecurity: string[] }> {
  const listed = await runScript(
    clients,
    instanceId,
    `dpkg-query -W -f '\${Package}:\${Architecture}\\t\${Version}\\n'`,
    signal,
  );
  await runScript(clients, instanceId, 'apt-get update', signal);
  const simulated = await runScript(clients, instanceId, 'apt-get -s dist-upgrade', signal);
  const packages = new Map(
    listed
      .split('\n')
      .filter((line) => line.includes('\t'))
      .map((line) => line.split('\t') as [string, string]),
  );
  const pendingSecurity = [...simulated.matchAll(/^Inst (\S+) .*-[Ss]ecurity/gm)].map(([, name]) => name ?? '');
  return { packages, pendingSecurity };
}

/** The packages that stand otherwise after than before, by name. */
export function upgrades(before: Packages, after: Packages): Upgrade[] {
  return [...after]
    .filter(([name, version]) => before.get(name) !== version)
    .map(([name, to]) => ({ name, from: before.get(name), to }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Output that Run Command returns ends here. Source: Systems Manager API Reference, "GetCommandInvocation". */
const longestOutput = 24_000;

/** Runs a script on an instance and returns what it printed. @throws Failure when it ends in anything but success */
async function runScript({ ssm }: Clients, instanceId: string, script: string, signal?: AbortSignal): Promise<string> {
  const { Command } = await ssm.sendCommand({
    DocumentName: 'AWS-RunShellScript',
    InstanceIds: [instanceId],
    Parameters: { commands: [script] },
  });
  const invocation = await poll(async () => {
    try {
      const found = await ssm.getCommandInvocation({ CommandId: Command?.CommandId, InstanceId: instanceId });
      return /^(Pending|InProgress|Delayed)$/.test(found.Status ?? '') ? undefined : found;
    } catch (error) {
      if ((error as Error).name === 'InvocationDoesNotExist') return undefined;
      throw error;
    }
  }, signal);
  if (invocation.Status !== 'Success')
    throw new Failure(`'${script}' on ${instanceId} ended as ${invocation.Status}: ${invocation.StandardErrorContent}`);
  const output = invocation.StandardOutputContent ?? '';
  if (output.length >= longestOutput)
    throw new Failure(
      `'${script}' on ${instanceId} printed more than Run Command returns: its packages cannot be compared.`,
    );
  return output;
}
