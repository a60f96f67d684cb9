/** How a word is to be taken: what went well, what goes on, what wants a person, what is of no weight. */
export type Tone = 'good' | 'busy' | 'bad' | 'warn' | 'plain';

export function Badge({ tone, children }: { tone: Tone; children: string }) {
  return <span className={`badge ${tone}`}>{children}</span>;
}

/** The tone of a status that an AWS service tells: CloudFormation's, Step Functions', Run Command's, EC2's. */
export function toneOf(status: string): Tone {
  if (/FAIL|ABORT|TIMED|ROLLBACK|Failed|TimedOut|Terminated/.test(status)) return 'bad';
  if (/CANCEL|Cancel|SKIPPED|Undeliverable/.test(status)) return 'warn';
  if (/PROGRESS|RUNNING|PENDING|InProgress|Pending|Delayed|pending|stopping|shutting/.test(status)) return 'busy';
  return /COMPLETE|SUCCE|Success|running/.test(status) ? 'good' : 'plain';
}
