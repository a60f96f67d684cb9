/** Where a resource lives: every Context and Outside has both. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** `arn(context, 'ec2', 'instance/i-1')` -> `arn:aws:ec2:us-east-1:123456789012:instance/i-1` */
export function arn(place: Place, service: string, resource: string): string {
  return `arn:aws:${service}:${place.region}:${place.account}:${resource}`;
}

/** IAM's resources belong to no Region: `arn:aws:iam::123456789012:role/Name` */
export function globalArn(place: Place, service: string, resource: string): string {
  return `arn:aws:${service}::${place.account}:${resource}`;
}
