import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesText } from './changes-text.ts';

test('a change set is a table of actions, resources and replacements, with counts above it', () => {
  const text = changesText('s', {
    id: 'c',
    isNew: false,
    madeStack: false,
    changes: [
      { action: 'Add', resource: 'Topic', type: 'AWS::SNS::Topic', properties: [] },
      {
        action: 'Modify',
        resource: 'Role',
        type: 'AWS::IAM::Role',
        replacement: 'True',
        properties: ['RoleName', 'Path'],
      },
      {
        action: 'Modify',
        resource: 'F',
        type: 'AWS::Lambda::Function',
        replacement: 'False',
        properties: ['a', 'b', 'c', 'd', 'e', 'f'],
      },
      { action: 'Modify', resource: 'B', type: 'AWS::S3::Bucket', replacement: 'Conditional', properties: ['Tags'] },
    ],
  });
  assert.equal(
    text,
    `The stack s will be changed: 1 Add, 3 Modify, 1 of them replaced

action  resource  type                   replacement        what of it
Add     Topic     AWS::SNS::Topic
Modify  Role      AWS::IAM::Role         replaced           RoleName, Path
Modify  F         AWS::Lambda::Function  stays              a, b, c, d, 2 more
Modify  B         AWS::S3::Bucket        replaced, perhaps  Tags
`,
  );
});
