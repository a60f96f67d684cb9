import type { Line } from '../rules/totals.ts';
import { s3 } from './clients.ts';
import { failure } from './failure.ts';
import type { RunEvent } from './maintenance.ts';

/** The bucket that outlives the stack and the retention of the services. Throws `NoBucket`. */
function bucket(): string {
  const { EVIDENCE_BUCKET } = process.env;
  if (!EVIDENCE_BUCKET) throw failure('NoBucket', 'the environment has no EVIDENCE_BUCKET');
  return EVIDENCE_BUCKET;
}

/** Where the evidence of a run stands: by day, so that it is found in the order of time. */
export function runFolder({ run, began, execution }: RunEvent & { run?: string }): string {
  return run ?? `runs/${began.slice(0, 10)}/${execution}`;
}

export async function putEvidence(Key: string, Body: string, ContentType = 'application/json'): Promise<void> {
  await (await s3()).putObject({ Bucket: bucket(), Key, Body, ContentType });
}

export async function getEvidence<T>(Key: string): Promise<T> {
  const { Body } = await (await s3()).getObject({ Bucket: bucket(), Key });
  return JSON.parse((await Body?.transformToString()) ?? 'null');
}

/** The keys that begin with `Prefix`, in order; all of them, or the first `most`. */
export async function listEvidence(Prefix: string, most = Number.POSITIVE_INFINITY): Promise<string[]> {
  const keys: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const MaxKeys = Math.min(1000, most - keys.length);
    const page = await (await s3()).listObjectsV2({ Bucket: bucket(), Prefix, ContinuationToken, MaxKeys });
    keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken && keys.length < most);
  return keys;
}

// Enough to read 10,000 small objects in well under a minute.
const AT_A_TIME = 32;

/** What was told of each instance of a run that it came to. */
export async function instanceEvidence<More>(run: string): Promise<(Line & More)[]> {
  const keys = await listEvidence(`${run}/instances/`);
  const lines: (Line & More)[] = [];
  for (let at = 0; at < keys.length; at += AT_A_TIME)
    lines.push(...(await Promise.all(keys.slice(at, at + AT_A_TIME).map((key) => getEvidence<Line & More>(key)))));
  return lines;
}
