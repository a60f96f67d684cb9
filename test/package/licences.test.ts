/** What ships may be used by anybody: every package that comes with wakepatch has a permissive licence. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkout } from './packed.ts';
import { isPermissive } from './permissive.ts';

interface Package {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  /** optional, or only there for those who develop */
  readonly devOptional?: boolean;
}
/** npm's older forms are still in use. Source: npm Docs, "package.json", license. */
interface Manifest {
  readonly license?: string | { readonly type: string };
  readonly licenses?: readonly { readonly type: string }[];
}

const read = (file: string) => JSON.parse(readFileSync(join(checkout, file), 'utf8'));

/** The packages that an installation brings, by their places. */
const shipped = Object.entries<Package>(read('package-lock.json').packages).filter(
  ([place, { dev, devOptional }]) => place !== '' && !dev && !devOptional,
);

/** What the lock file says, or else the package itself, which may be for another platform and not be here. */
function licenceOf([place, { license }]: [string, Package]): string {
  if (license) return license;
  const manifest: Manifest = read(join(place, 'package.json'));
  const { license: own, licenses = [] } = manifest;
  return (typeof own === 'string' ? own : own?.type) ?? licenses.map(({ type }) => type).join(' OR ');
}

test('every package that ships with wakepatch has a permissive licence', () => {
  assert.ok(shipped.length > 100, 'there are packages to look at');
  const others = shipped
    .map((each) => [each[0], licenceOf(each)] as const)
    .filter(([, licence]) => !isPermissive(licence));
  assert.deepEqual(others, []);
});

test('an expression is permissive if one may choose so', () => {
  for (const licence of ['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND ISC']) assert.ok(isPermissive(licence), licence);
  for (const licence of ['GPL-3.0-only', 'MIT AND GPL-2.0-only', 'UNLICENSED', ''])
    assert.ok(!isPermissive(licence), licence);
});
