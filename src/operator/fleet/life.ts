/** The life of one machine: every run that came to it, from the evidence, which outlives the services' own records. */
import type { Clients } from '../../aws/clients.ts';
import type { PackageChange } from '../../maintenance/rules/machine-check.ts';
import type { Outcome } from '../../maintenance/rules/outcome.ts';
import { remembered } from '../remember.ts';
import type { FleetOutputs } from '../stack.ts';
import { foldersIn, readEvidence } from './evidence.ts';
import type { Told } from './report.ts';

/** What a run came to on the machine. Times are ISO 8601. */
export interface LifeRun {
  /** names the run on this machine */
  readonly key: string;
  /** when it came to the machine */
  readonly at: string;
  /** the name of the fleet's run that it was part of */
  readonly run?: string;
  readonly executionArn: string;
  readonly outcome?: Outcome;
  readonly reason?: string;
  /** in words: why it was passed over */
  readonly because?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly found?: string;
  readonly leftOn?: string;
  readonly awakeSeconds?: number;
  readonly startedAt?: string;
  readonly readyAt?: string;
  readonly sentAt?: string;
  readonly patchedAt?: string;
  readonly stoppedAt?: string;
  /** of the execution, where nothing is known of its phases */
  readonly ended?: string;
  readonly commandId?: string;
  readonly baselineId?: string;
  readonly snapshotId?: string;
  /** whether its patch state was clean after it */
  readonly isClean?: boolean;
  /** absent: nobody compared */
  readonly changes?: readonly PackageChange[];
  /** titles of patches that were missing after it */
  readonly missing?: readonly string[];
}

export interface Life {
  /** the newest first */
  readonly runs: readonly LifeRun[];
  /** whether all the evidence has been looked through */
  readonly whole: boolean;
}

/** A look reads at most so many records, so many at a time; the next looks go on. */
const recordsPerLook = 40;
const atATime = 8;
/** Runs as far back as is looked. */
const mostRuns = 500;
/** Milliseconds. A run that has not come to the machine may still do so while it is under way. */
const youngFor = 2 * 86_400_000;
const askAgainAfter = 15_000;

type Record = Told & { readonly execution?: string; readonly run?: string };
interface Known {
  readonly at: number;
  readonly record: Record | undefined;
}

const records = new WeakMap<Clients, Map<string, Known>>();

/** The folders of all runs, of single machines too, the newest day first. */
const runFolders = remembered(10_000, async (clients, bucket): Promise<string[]> => {
  const folders: string[] = [];
  for (const day of (await foldersIn(clients, bucket, 'runs/')).reverse()) {
    folders.push(...(await foldersIn(clients, bucket, day)));
    if (folders.length >= mostRuns) break;
  }
  return folders.slice(0, mostRuns);
});

/** @param now the endpoint's time */
export async function lifeOf(clients: Clients, outputs: FleetOutputs, id: string, now: Date): Promise<Life> {
  const bucket = outputs.EvidenceBucketName;
  const known = records.get(clients) ?? new Map<string, Known>();
  records.set(clients, known);
  const keys = (await runFolders(clients, bucket)).map((folder) => `${folder}instances/${id}.json`);
  const due = keys.filter((key) => isDue(key, known.get(`${bucket}/${key}`), now));
  for (let at = 0; at < Math.min(due.length, recordsPerLook); at += atATime)
    await Promise.all(
      due.slice(at, Math.min(at + atATime, recordsPerLook)).map(async (key) => {
        const text = await readEvidence(clients, bucket, key);
        known.set(`${bucket}/${key}`, {
          at: performance.now(),
          record: text === undefined ? undefined : JSON.parse(text),
        });
      }),
    );
  const told = keys.flatMap((key) => known.get(`${bucket}/${key}`)?.record ?? []);
  return {
    runs: told.map((record) => lifeRun(record, outputs)).sort((a, b) => (a.at < b.at ? 1 : -1)),
    whole: keys.every((key) => known.has(`${bucket}/${key}`)),
  };
}

/** What is over does not change. */
function isDue(key: string, known: Known | undefined, now: Date): boolean {
  if (!known) return true;
  const [, day = ''] = key.split('/');
  const mayChange = known.record ? known.record.reason === 'Unfinished' : now.getTime() - Date.parse(day) < youngFor;
  return mayChange && performance.now() - known.at > askAgainAfter;
}

function lifeRun(record: Record, { PatchFleetArn, PatchInstanceArn }: FleetOutputs): LifeRun {
  const { execution = '', run, leftOn, compliance, foundState, now, began } = record;
  return {
    key: execution,
    at: record.startedAt ?? String(began ?? now ?? ''),
    run: run?.split('/').at(-1),
    executionArn: run
      ? `${executionsOf(PatchFleetArn)}/PatchInstance:${execution}`
      : `${executionsOf(PatchInstanceArn)}:${execution}`,
    outcome: record.outcome,
    reason: record.reason,
    // A maintenance that went on has the last word of a look in it.
    because: record.outcome === 'Skipped' ? record.because : undefined,
    error: record.error as string | undefined,
    cause: record.cause,
    found: foundState,
    leftOn: leftOn && `${leftOn.reason}: ${leftOn.who}`,
    awakeSeconds: record.awakeSeconds,
    startedAt: record.startedAt,
    readyAt: record.readyAt,
    sentAt: record.sentAt,
    patchedAt: record.patchedAt,
    stoppedAt: record.stoppedAt,
    commandId: record.commandId as string | undefined,
    baselineId: record.baselineId as string | undefined,
    snapshotId: record.snapshotId as string | undefined,
    isClean: compliance && compliance === 'Clean',
    changes: record.changes,
    missing: record.missing,
  };
}

/** Source: Step Functions Developer Guide, "Map Run ARNs": a child is named after its state machine and the Map's label. */
function executionsOf(stateMachineArn: string): string {
  return stateMachineArn.replace(':stateMachine:', ':execution:');
}
