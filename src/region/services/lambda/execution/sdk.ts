import { mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The part of the AWS SDK that functions find, as Lambda's runtimes have it: the clients of the services that the Region has. */
const packages = [
  '@aws-sdk/client-cloudformation',
  '@aws-sdk/client-cloudwatch-logs',
  '@aws-sdk/client-ec2',
  '@aws-sdk/client-eventbridge',
  '@aws-sdk/client-iam',
  '@aws-sdk/client-lambda',
  '@aws-sdk/client-resource-groups',
  '@aws-sdk/client-s3',
  '@aws-sdk/client-sfn',
  '@aws-sdk/client-sns',
  '@aws-sdk/client-ssm',
  '@aws-sdk/client-sts',
] as const;

/** What functions of maintenance load; loading it takes four times as long as starting Node does. */
export const preloaded: readonly string[] = ['@aws-sdk/client-ec2', '@aws-sdk/client-ssm'];

/**
 * Puts the SDK where `require` and `import` find it from any folder below. Links, package by package, so that it does not
 * matter how a package manager has laid out the Region's own packages, and that functions see no others of them.
 */
export function provideSdk(folder: string): void {
  const require = createRequire(import.meta.url);
  for (const name of packages) {
    const target = dirname(require.resolve(`${name}/package.json`));
    const link = join(folder, 'node_modules', name);
    if (linkTarget(link) === target) continue;
    rmSync(link, { recursive: true, force: true });
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(target, link);
  }
}

function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
