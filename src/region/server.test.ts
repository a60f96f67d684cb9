import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { clientsOf, openTestRegion, type TestRegion } from '../../test/region.ts';

let region: TestRegion;
before(async () => {
  region = await openTestRegion();
});
after(() => region.close());

/** A request as no SDK would send it. */
function raw(headers: Record<string, string>, body = ''): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request(region.endpoint, { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    call.on('error', reject);
    call.end(body);
  });
}

describe('who may come in', () => {
  test('a request with a foreign Host is refused: a name that resolves to loopback is no way in', async () => {
    const { status, text } = await raw({ host: 'attacker.example:80' });
    assert.equal(status, 403);
    assert.match(text, /The Host header &apos;attacker\.example:80&apos; is not this Region&apos;s/);
  });

  test('a request from a web page of another origin is refused, whatever its Host', async () => {
    const { status, text } = await raw({ origin: 'https://attacker.example' });
    assert.equal(status, 403);
    assert.match(text, /Requests from the origin &apos;https:\/\/attacker\.example&apos; are refused/);
  });

  test('the own names are not foreign', async () => {
    const { port } = new URL(region.endpoint);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`])
      assert.match((await raw({ host })).text, /MissingAuthenticationToken/);
  });

  test('a request without a signature is refused', async () => {
    const { status, text } = await raw({});
    assert.equal(status, 403);
    assert.match(text, /MissingAuthenticationToken/);
  });

  test('an access key that is not known is refused, and so is a wrong secret', async () => {
    const { accessKeyId } = region.region.credentials;
    const unknown = clientsOf(region.endpoint, { accessKeyId: 'AKIANOBODY0000000000', secretAccessKey: 'x' });
    await assert.rejects(unknown.sts.getCallerIdentity(), { name: 'InvalidClientTokenId' });
    const wrong = clientsOf(region.endpoint, { accessKeyId, secretAccessKey: 'x' });
    await assert.rejects(wrong.sts.getCallerIdentity(), { name: 'SignatureDoesNotMatch' });
    await assert.rejects(wrong.states.listStateMachines(), { name: 'InvalidSignatureException' });
  });

  test('root is who the credentials say', async () => {
    const { Arn, Account } = await region.clients.sts.getCallerIdentity();
    assert.deepEqual([Account, Arn], ['123456789012', 'arn:aws:iam::123456789012:root']);
  });
});

describe('what is not there', () => {
  test('an operation is refused by name, in the words of each protocol', async () => {
    const { clients } = region;
    const absent = { name: 'NotImplemented', message: /does not support the operation \w+ of \w+/ };
    await assert.rejects(clients.ec2.describeSpotInstanceRequests(), absent);
    await assert.rejects(clients.ssm.listAssociations(), absent);
    await assert.rejects(clients.logs.describeQueries(), absent);
    await assert.rejects(clients.lambda.listLayers(), absent);
    await assert.rejects(clients.cloudformation.listStackSets(), absent);
  });

  test('a parameter is refused by name, nested ones too', async () => {
    await assert.rejects(
      region.clients.ec2.startInstances({ InstanceIds: ['i-0123456789abcdef0'], AdditionalInfo: 'x' }),
      {
        name: 'NotImplemented',
        message: "wakepatch's Region does not support the parameter AdditionalInfo of StartInstances.",
      },
    );
  });

  test('a required parameter that is missing is refused', async () => {
    await assert.rejects(region.clients.ssm.getMaintenanceWindow({} as never), {
      name: 'ValidationException',
      message:
        "1 validation error detected: Value null at 'windowId' failed to satisfy constraint: Member must not be null",
    });
    await assert.rejects(region.clients.ec2.startInstances({} as never), {
      name: 'MissingParameter',
      message: 'The request must contain the parameter InstanceIds',
    });
  });
});
