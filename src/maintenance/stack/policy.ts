/** Pieces of IAM policies. Source: IAM User Guide, "IAM JSON policy elements reference". */

export interface Statement {
  Effect: 'Allow';
  Action: string[];
  Resource: unknown;
  Condition?: object;
}

export function allow(actions: string[], resource: unknown, condition?: object): Statement {
  return { Effect: 'Allow', Action: actions, Resource: resource, ...(condition && { Condition: condition }) };
}

export function policyDocument(...statements: object[]) {
  return { Version: '2012-10-17', Statement: statements };
}

/** The trust policy of a role that a service takes on. */
export function assumedBy(service: string) {
  return policyDocument({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' });
}
