/** Whom the console lets in, and what its answers let a browser do. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { host, openTestConsole } from './region.ts';

const served = await openTestConsole({ after });
const messageIn = async (response: Response) => ((await response.json()) as { message: string }).message;
const doors = ['api/views/stacks', 'api/live/stacks', 'api/actions/setWindow'];

describe('the console', () => {
  test('answers nobody without its token, and does nothing for them', async () => {
    for (const authorization of [
      '',
      'Bearer',
      'Bearer a-token-for-test',
      'Bearer a-token-for-tests-',
      'Basic a-token-for-tests',
    ])
      for (const door of doors) {
        const method = door.includes('actions') ? 'POST' : 'GET';
        const response = await served.request(door, { method, headers: { authorization } });
        assert.equal(response.status, 401, `${door} with '${authorization}'`);
        assert.match(await messageIn(response), /token of the address/);
      }
  });

  test('is reached by its own names alone', async () => {
    for (const foreign of ['evil.example', 'evil.example:4567', '127.0.0.1.evil.example', '', '192.168.0.1:4567']) {
      const response = await served.request('api/views/stacks', { headers: { host: foreign } });
      assert.equal(response.status, 403, foreign);
    }
    assert.equal((await served.request('api/views/stacks', { headers: { host: 'localhost:1' } })).status, 200);
  });

  test('is not spoken to by pages from elsewhere, though they know the token', async () => {
    for (const origin of ['http://evil.example', 'null', `https://${host}`, 'http://127.0.0.1:8000']) {
      const response = await served.request('api/views/stacks', { headers: { origin } });
      assert.equal(response.status, 403, origin);
    }
    for (const site of ['cross-site', 'same-site']) {
      const response = await served.request('api/views/stacks', { headers: { 'sec-fetch-site': site } });
      assert.equal(response.status, 403, site);
    }
  });

  test('orders are JSON by POST: what a form of another page can send is refused', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
      const response = await served.request('api/actions/setWindow', {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{"windowId":"mw-1","enabled":false}',
      });
      assert.equal(response.status, 400, type);
    }
    assert.equal((await served.request('api/actions/setWindow')).status, 400, 'by GET');
  });

  test('every answer forbids a browser to load, run, frame or guess anything else', async () => {
    for (const path of ['', 'api/views/stacks', 'assets/nothing.js', '/nowhere']) {
      const { headers } = await served.request(path);
      const policy = headers.get('content-security-policy') ?? '';
      for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"])
        assert.ok(policy.includes(part), `${path}: ${part} in ${policy}`);
      assert.doesNotMatch(policy, /unsafe|https?:|\*/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin');
      assert.equal(headers.get('access-control-allow-origin'), null);
    }
  });

  test('names what it does not have, and what is wrong with what it was given', async () => {
    const asked: [string, RegExp][] = [
      ['api/views/nothing', /There is no view nothing\./],
      ['api/views/toString', /There is no view toString\./],
      ['api/views/stack', /wants the parameter stack\./],
      ['api/views/stack?stack=a&colour=red', /has no parameter colour\./],
      ['api/nothing', /has no GET/],
    ];
    for (const [path, words] of asked) {
      const response = await served.request(path);
      assert.equal(response.status, 400, path);
      assert.match(await messageIn(response), words);
    }
    const ordered: [string, unknown, RegExp][] = [
      ['nothing', {}, /There is no action nothing\./],
      ['setWindow', { windowId: 'mw-1' }, /as enabled: undefined\./],
      ['setWindow', { windowId: '', enabled: true }, /as windowId: ""\./],
      ['setWindow', { windowId: 'mw-1', enabled: true, force: true }, /has no member force\./],
      ['setWindow', [], /wants a JSON object\./],
      ['setWindow', null, /wants a JSON object\./],
    ];
    for (const [name, input, words] of ordered) {
      const response = await served.order(name, input);
      assert.equal(response.status, 400, name);
      assert.match(await messageIn(response), words);
    }
  });

  test('files beside its pages are not served', async () => {
    for (const path of [
      'assets/../../package.json',
      'assets/%2e%2e/%2e%2e/package.json',
      'assets/..%2f..%2fpackage.json',
    ]) {
      const response = await served.request(path);
      assert.doesNotMatch(await response.text(), /"dependencies"/, path);
    }
  });

  test('what is no file of its own is not there, whatever it is called', async () => {
    for (const path of ['assets/', 'assets/nothing.js', 'assets/%', 'assets/%00', 'assets/..%2findex.html'])
      assert.equal((await served.request(path)).status, 404, path);
    assert.match(await (await served.request('stacks/any/%E0%A4%A')).text(), /<!doctype html>/);
  });

  test('a failure of the cause that a person can mend is told in its own words', async () => {
    const response = await served.request('api/views/stack?stack=nowhere');
    assert.equal(response.status, 409);
    assert.match(await messageIn(response), /There is no stack nowhere\. It was deleted/);
  });
});
