/**
 * The rules by which the parts of the house are held apart. An import that breaks one fails here, by name.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Import {
  /** path of the importing file from the root */
  from: string;
  /** path from the root, or the name of a package */
  to: string;
  typeOnly: boolean;
}

const sources = globSync('src/**/*.{ts,tsx,mjs}', { cwd: root })
  .map(normalize)
  .filter((file) => !/\.test\.ts$|\/(testing|recordings)\/|fixture\.ts$/.test(file));

const imports: Import[] = sources.flatMap((file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const statements = [...text.matchAll(/^(?:import|export)\s(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]/gms)];
  const bare = [...text.matchAll(/^import\s+['"]([^'"]+)['"]/gm)].map(([, to]) => [undefined, undefined, to] as const);
  const dynamic = [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)].map(
    ([, to]) => [undefined, undefined, to] as const,
  );
  return [...statements, ...bare, ...dynamic].map(([, type, to = '']) => ({
    from: file,
    to: to.startsWith('.') ? normalize(join(dirname(file), to)) : to,
    typeOnly: type !== undefined,
  }));
});

const texts = (folder: string) =>
  sources
    .filter((file) => file.startsWith(folder))
    .map((file) => [file, readFileSync(join(root, file), 'utf8')] as const);

/** Of node:crypto only hashing is pure: that is looked at below. */
const purePackages = ['luxon', 'jsonata', 'node:crypto'];
const service = (file: string) => /^src\/region\/services\/([^/]+)\//.exec(file)?.[1];

/** What an import must never be. */
const rules: Readonly<Record<string, (each: Import) => boolean>> = {
  '1. schedule/, event-pattern/, asl/ and maintenance/rules/ import only themselves and pure libraries': ({
    from,
    to,
  }) =>
    ['src/schedule/', 'src/event-pattern/', 'src/asl/', 'src/maintenance/rules/'].some(
      (folder) => from.startsWith(folder) && !to.startsWith(folder) && !purePackages.includes(to),
    ),
  '2. region/ never imports maintenance/, nor the reverse': ({ from, to }) =>
    (from.startsWith('src/region/') && to.startsWith('src/maintenance/')) ||
    (from.startsWith('src/maintenance/') && to.startsWith('src/region/')),
  '3. wire/, store/, clock/, outbox/, access/ and machines/ know no service': ({ from, to }) =>
    /^src\/region\/(wire|store|clock|outbox|access|machines)\//.test(from) && to.startsWith('src/region/services/'),
  '3. a service imports no other service': ({ from, to }) =>
    service(from) !== undefined && service(to) !== undefined && service(from) !== service(to),
  '4. only store/ imports SQLite': ({ from, to }) => to === 'node:sqlite' && !from.startsWith('src/region/store/'),
  '5. stack/ names handlers by path and never imports them': ({ from, to }) =>
    from.startsWith('src/maintenance/stack/') && to.startsWith('src/maintenance/functions/'),
  '6. cli/, console/ and operator/ use aws/ and pure code; only host.ts of region/, for the commands that have a Region here':
    ({ from, to }) =>
      /^src\/(cli|console|operator)\//.test(from) &&
      (to === 'src/region/host.ts'
        ? !/^src\/cli\/commands\/(up|doctor|reset)\.ts$/.test(from)
        : /^src\/(region|maintenance\/(functions|stack))\//.test(to)),
  '6. operator/ knows neither a terminal nor a page, and cli/ and console/ meet in it alone': ({ from, to }) =>
    (from.startsWith('src/operator/') && /^src\/(cli|console)\//.test(to)) ||
    (from.startsWith('src/console/') && to.startsWith('src/cli/')) ||
    (from.startsWith('src/cli/') && to.startsWith('src/console/') && to !== 'src/console/index.ts'),
  '5. cdk/ has the templates, and imports nothing else of ours': ({ from, to }) =>
    from.startsWith('src/cdk/') && to.startsWith('src/') && !to.startsWith('src/cdk/'),
  '6. aws/ imports nothing of ours': ({ from, to }) =>
    from.startsWith('src/aws/') && to.startsWith('src/') && !to.startsWith('src/aws/'),
};

for (const [rule, breaks] of Object.entries(rules)) test(rule, () => assert.deepEqual(imports.filter(breaks), []));

test('1. pure code reads no clock, no randomness and no environment', () => {
  const impure =
    /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bsetTimeout\(|\bcrypto\.\w+|import \{(?! createHash \}).*'node:crypto'/;
  const found = ['src/schedule/', 'src/event-pattern/', 'src/asl/', 'src/maintenance/rules/']
    .flatMap(texts)
    .flatMap(([file, text]) => text.split('\n').map((line, index) => `${file}:${index + 1}: ${line.trim()}`))
    .filter((line) => !/: (\*|\/\/|\/\*)/.test(line) && impure.test(line));
  assert.deepEqual(found, []);
});

test('4. in the Region only clock/ and entry points read the time', () => {
  const entryPoints = ['src/region/host.ts', 'src/region/region.ts'];
  const found = texts('src/region/')
    .filter(([file]) => !file.startsWith('src/region/clock/') && !entryPoints.includes(file))
    // Machines are outside: what is done to them takes the time it takes. So do processes of functions.
    .filter(
      ([file]) => !file.startsWith('src/region/machines/') && !file.startsWith('src/region/services/lambda/execution/'),
    )
    .filter(([, text]) => /\bDate\.now\(|\bnew Date\(\)|\bsetTimeout\(|\bsetInterval\(/.test(text))
    .map(([file]) => file);
  assert.deepEqual(found, []);
});

test("3. a service's SQL speaks of its own tables alone", () => {
  const found = texts('src/region/services/').flatMap(([file, text]) =>
    [...text.matchAll(/\b(?:FROM|INTO|UPDATE|JOIN|TABLE)\s+(?:IF NOT EXISTS\s+)?([a-z][a-z0-9]*)_\w+/g)]
      .filter(([, owner]) => owner !== service(file)?.replaceAll('-', ''))
      .map(([statement]) => `${file}: ${statement}`),
  );
  assert.deepEqual(found, []);
});

test('the rules see the code: they would notice if nothing were read', () => {
  assert.ok(imports.length > 500);
  assert.ok(imports.some(({ from, to }) => from === 'src/region/store/database.ts' && to === 'node:sqlite'));
});
