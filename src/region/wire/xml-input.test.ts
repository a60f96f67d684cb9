import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BucketLifecycleConfiguration$ } from '@aws-sdk/client-s3';
import { structureOf } from './structure.ts';
import { readXml } from './xml-input.ts';

function read(xml: string) {
  const unknown: string[] = [];
  const body = Buffer.from(xml);
  return {
    value: readXml(structureOf(BucketLifecycleConfiguration$), body, 'LifecycleConfiguration', unknown),
    unknown,
  };
}

describe('a document, by its schema', () => {
  test('becomes a structure: flat lists, numbers, empty elements', () => {
    const { value, unknown } = read(
      `<?xml version="1.0"?><LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
         <Rule><ID>a &amp; b</ID><Filter/><Status>Enabled</Status><Expiration><Days>3</Days></Expiration></Rule>
         <Rule><Prefix></Prefix><Status>Disabled</Status></Rule>
       </LifecycleConfiguration>`,
    );
    assert.deepEqual(value, {
      Rules: [
        { ID: 'a & b', Filter: {}, Status: 'Enabled', Expiration: { Days: 3 } },
        { Prefix: '', Status: 'Disabled' },
      ],
    });
    assert.deepEqual(unknown, []);
  });

  test('names what the schema does not know', () => {
    const { unknown } = read('<LifecycleConfiguration><Rule><Colour>red</Colour></Rule></LifecycleConfiguration>');
    assert.deepEqual(unknown, ['Rules.Colour']);
  });

  for (const [what, xml] of [
    ['another root', '<Lifecycle/>'],
    ['no XML', 'hello'],
    ['a tag that is not closed', '<LifecycleConfiguration><Rule>'],
    ['text where a structure is due', '<LifecycleConfiguration><Rule>x</Rule></LifecycleConfiguration>'],
    ['a structure where text is due', '<LifecycleConfiguration><Rule><ID><a/></ID></Rule></LifecycleConfiguration>'],
    [
      'an element twice that is no list',
      '<LifecycleConfiguration><Rule><ID>a</ID><ID>b</ID></Rule></LifecycleConfiguration>',
    ],
    [
      'a word where a number is due',
      '<LifecycleConfiguration><Rule><Expiration><Days>x</Days></Expiration></Rule></LifecycleConfiguration>',
    ],
  ] as const)
    test(`is malformed with ${what}`, () => {
      assert.throws(() => read(xml), { code: 'MalformedXML' });
    });
});
