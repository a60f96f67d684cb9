/** Whether the endpoint takes these credentials, agrees on the time, and gives what the commands need. */
import type { Clients } from '../../aws/clients.ts';
import {
  type Identity,
  identityOf,
  type Quota,
  quotasAt,
  type Right,
  rightsAt,
  untoldQuotas,
  untriedRights,
} from '../../operator/endpoint.ts';
import { told } from '../errors.ts';
import type { Check } from '../json/doctor.ts';
import { duration } from '../times.ts';

const about = 'endpoint';

/** Signatures are refused that are more than five minutes off. Milliseconds. Source: IAM User Guide, "Troubleshoot request signing". */
const mostAhead = 5 * 60_000;

/** Half of that is a clock that wants to be set. */
const ahead = mostAhead / 2;

/** @param stackName whose rights are tried, where there is such a stack */
export async function endpointChecks(clients: Clients, stackName: string): Promise<Check[]> {
  let identity: Identity;
  try {
    identity = await identityOf(clients);
  } catch (error) {
    return [{ about, check: 'credentials', verdict: 'failed', ...causeAndMend(told(error).text) }];
  }
  const [rights, quotas] = await Promise.all([rightsAt(clients, stackName), quotasAt(clients)]);
  return [
    {
      about,
      check: 'credentials',
      verdict: 'ok',
      finding: `They are those of ${identity.arn}, account ${identity.account}.`,
    },
    clockCheck(identity),
    ...rightsChecks(rights),
    ...quotas.map(quotaCheck),
    {
      about,
      check: 'other quotas',
      verdict: 'unchecked',
      finding: `Only Service Quotas tells: ${untoldQuotas.join('; ')}.`,
      mend: 'Look at them in the Service Quotas console before a fleet of hundreds.',
    },
  ];
}

/** An error for people is a sentence on the cause, then one on the way out. */
function causeAndMend(text: string): Pick<Check, 'finding' | 'mend'> {
  const [, finding = text, mend] = /^(.*?[.)]) ([A-Z][^.]*.*)$/s.exec(text) ?? [];
  return { finding, mend };
}

function clockCheck({ clockAhead }: Identity): Check {
  const check = 'clock';
  if (clockAhead === undefined)
    return { about, check, verdict: 'unchecked', finding: 'The endpoint does not tell the time.' };
  const off = Math.abs(clockAhead);
  const finding =
    off < 2000
      ? "This machine's is that of the endpoint."
      : `This machine's is ${duration(off / 1000)} ${clockAhead > 0 ? 'behind' : 'ahead of'} that of the endpoint.`;
  if (off < ahead) return { about, check, verdict: 'ok', finding };
  return {
    about,
    check,
    verdict: 'failed',
    finding,
    mend: 'Set it, with a time service such as chrony: signatures of another time are refused.',
  };
}

function rightsChecks(rights: readonly Right[]): Check[] {
  const allowed = rights.filter(({ verdict }) => verdict === 'allowed');
  const others = rights.filter(({ verdict }) => verdict !== 'allowed');
  return [
    ...(allowed.length
      ? [
          {
            about,
            check: 'rights',
            verdict: 'ok',
            finding: `Allowed: ${allowed.map(({ action }) => action).join(', ')}.`,
          } as const,
        ]
      : []),
    ...others.map(({ action, commands, verdict, why = '' }): Check => {
      const check = `right ${action}`;
      if (verdict === 'unknown')
        return { about, check, verdict: 'unchecked', finding: `It could not be tried: ${why}` };
      const mend = `Ask for ${action}: ${commands.map((command) => `\`${command}\``).join(', ')} ${commands.length === 1 ? 'needs' : 'need'} it.`;
      return { about, check, verdict: 'failed', finding: why, mend };
    }),
    {
      about,
      check: 'other rights',
      verdict: 'unchecked',
      finding: `Not tried, because that would do it: ${untriedRights.map(({ action, commands }) => `${action} (${commands.join(', ')})`).join('; ')}.`,
    },
  ];
}

function quotaCheck({ quota, limit, left, wanted, why }: Quota): Check {
  const check = `quota ${quota}`;
  if (limit === undefined)
    return {
      about,
      check,
      verdict: 'unchecked',
      finding: why ? `The endpoint does not tell: ${why}` : 'The endpoint does not tell.',
    };
  const room = left ?? limit;
  const finding = left === undefined ? `${limit}.` : `${limit}, of which ${left} are free for all functions.`;
  if (room >= wanted) return { about, check, verdict: 'ok', finding };
  return {
    about,
    check,
    verdict: 'failed',
    finding,
    mend: `Ask for ${wanted} or more in Service Quotas, or take less concurrency.`,
  };
}
