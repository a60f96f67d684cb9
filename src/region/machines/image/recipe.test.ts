import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type HostFacts, recipeFrom, recipeName } from './recipe.ts';

const facts: HostFacts = {
  osRelease: 'NAME="Debian GNU/Linux"\nID=debian\nVERSION_CODENAME=bookworm\n',
  targets: [
    'http://mirror.example/debian/ bookworm main',
    'http://mirror.example/debian/ bookworm contrib',
    'http://mirror.example/debian/ bookworm main',
    'http://mirror.example/debian/ bookworm-updates main',
    'http://mirror.example/security/ bookworm-security main',
    'http://other.example/ nodistro main',
    'file:/srv/local/ bookworm main',
  ].join('\n'),
  configuration: [
    'Acquire "";',
    'Acquire::http "";',
    'Acquire::http::Proxy "http://proxy.example:3142";',
    'Acquire::https::Verify-Peer "true";',
    'Acquire::Check-Valid-Until "false";',
    'Acquire::GzipIndexes "true";',
  ].join('\n'),
};

describe('the recipe of an image', () => {
  test('is the release without its updates, on a machine that knows of them', () => {
    const recipe = recipeFrom(facts, ['openssl', 'curl']);
    assert.deepEqual(recipe.releaseSources, ['deb http://mirror.example/debian/ bookworm main']);
    assert.deepEqual(recipe.machineSources, [
      'deb http://mirror.example/debian/ bookworm main',
      'deb http://mirror.example/debian/ bookworm-updates main',
      'deb http://mirror.example/security/ bookworm-security main',
    ]);
    assert.deepEqual(recipe.packages, ['curl', 'openssl']);
  });

  test('passes on how the mirror is reached, and nothing else of apt', () => {
    assert.deepEqual(recipeFrom(facts, []).aptConfiguration, [
      'Acquire::http::Proxy "http://proxy.example:3142";',
      'Acquire::https::Verify-Peer "true";',
      'Acquire::Check-Valid-Until "false";',
    ]);
  });

  test('has the certificates that a mirror on https needs', () => {
    const targets = facts.targets.replaceAll('http:', 'https:');
    assert.deepEqual(recipeFrom({ ...facts, targets }, ['curl']).packages, ['ca-certificates', 'curl']);
  });

  test('needs a Debian with security updates', () => {
    const withFacts = (some: Partial<HostFacts>) => () => recipeFrom({ ...facts, ...some }, []);
    assert.throws(withFacts({ osRelease: 'ID=fedora\n' }), /not a Debian release/);
    assert.throws(withFacts({ targets: '' }), /do not have bookworm main/);
    const withoutSecurity = facts.targets.replace(/.*-security.*\n/, '');
    assert.throws(withFacts({ targets: withoutSecurity }), /have no bookworm-security/);
  });

  test('has a name of its own', () => {
    const name = recipeName(recipeFrom(facts, ['curl']), 'steps');
    assert.match(name, /^bookworm-[0-9a-f]{12}$/);
    assert.equal(recipeName(recipeFrom(facts, ['curl']), 'steps'), name);
    assert.notEqual(recipeName(recipeFrom(facts, ['curl', 'openssl']), 'steps'), name);
    assert.notEqual(recipeName(recipeFrom(facts, ['curl']), 'other steps'), name);
  });
});
