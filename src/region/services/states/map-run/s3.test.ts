/** A distributed Map that reads its items from S3, and writes its results there. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { only, openRegionWithRole, type RegionWithRole } from '../fixture.ts';

const Bucket = 'data';

let region: RegionWithRole;
before(async () => {
  region = await openRegionWithRole();
  await region.clients.s3.createBucket({ Bucket });
  await region.allow(['s3:GetObject', 's3:PutObject'], `arn:aws:s3:::${Bucket}/*`);
  await region.allow(['s3:ListBucket'], `arn:aws:s3:::${Bucket}`);
});
after(() => region.close());

const put = (Key: string, Body: unknown) =>
  region.clients.s3.putObject({ Bucket, Key, Body: typeof Body === 'string' ? Body : JSON.stringify(Body) });
const read = async (Key: string) => {
  const { Body } = await region.clients.s3.getObject({ Bucket, Key });
  return (await Body?.transformToString()) ?? '';
};

/** A distributed Map whose child executions run `flow`. @param more further fields of the state */
const distributed = (more: object, flow: object = only({ Type: 'Pass' }), ExecutionType = 'EXPRESS') =>
  only(
    { Type: 'Map', ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType }, ...flow }, ...more },
    'Map',
  );

const reader = (operation: string, Parameters: object, ReaderConfig?: object) => ({
  ItemReader: {
    Resource: `arn:aws:states:::s3:${operation}`,
    Parameters: { Bucket, ...Parameters },
    ...(ReaderConfig && { ReaderConfig }),
  },
});
const object = (Key: string, config?: object) => reader('getObject', { Key }, config);

let runs = 0;
const outputOf = async (definition: object, input: unknown = {}): Promise<unknown> => {
  const { status, output = '', cause } = await region.run(`Run${++runs}`, definition, input);
  assert.equal(status, 'SUCCEEDED', cause);
  return JSON.parse(output);
};

describe('items are read from an object', () => {
  const rows = [
    { id: 'i-1', os: 'debian' },
    { id: 'i-2', os: 'a, b' },
  ];
  const cases: [what: string, body: unknown, config: object | undefined, items: unknown[]][] = [
    ['JSON', [1, { a: 2 }, 'x'], { InputType: 'JSON' }, [1, { a: 2 }, 'x']],
    ['JSON, where nothing is said', [1, 2], undefined, [1, 2]],
    ['JSON lines', '{"a":1}\n{"a":2}\n', { InputType: 'JSONL' }, [{ a: 1 }, { a: 2 }]],
    ['CSV', 'id,os\ni-1,debian\ni-2,"a, b"\n', { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' }, rows],
    [
      'CSV without a header',
      'i-1|debian\ni-2|a, b\n',
      { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['id', 'os'], CSVDelimiter: 'PIPE' },
      rows,
    ],
    ['at most MaxItems', [1, 2, 3], { InputType: 'JSON', MaxItems: 2 }, [1, 2]],
    ['at most as many as the input says', [1, 2, 3], { InputType: 'JSON', MaxItemsPath: '$.most' }, [1]],
    ['an array within it', { fleet: { 'a/b': [7, 8] } }, { InputType: 'JSON', ItemsPointer: '/fleet/a~1b' }, [7, 8]],
  ];
  for (const [what, body, config, items] of cases)
    test(what, async () => {
      await put('items', body);
      assert.deepEqual(await outputOf(distributed(object('items', config)), { most: 1 }), items);
    });

  test('named by JSONata', async () => {
    await put('items', [1, 2, 3]);
    const ItemReader = {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSON', MaxItems: '{% $states.input.most %}' },
      Arguments: { Bucket: '{% $states.input.bucket %}', Key: "{% 'it' & 'ems' %}" },
    };
    const definition = { QueryLanguage: 'JSONata', ...distributed({ ItemReader }) };
    assert.deepEqual(await outputOf(definition, { bucket: Bucket, most: 2 }), [1, 2]);
  });

  test('named by paths, selected and put together in batches', async () => {
    await put('items', [1, 2, 3]);
    const more = {
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        Parameters: { 'Bucket.$': '$.bucket', 'Key.$': '$.key' },
      },
      ItemSelector: { 'value.$': '$$.Map.Item.Value' },
      ItemBatcher: { MaxItemsPerBatch: 2 },
    };
    assert.deepEqual(await outputOf(distributed(more), { bucket: Bucket, key: 'items' }), [
      { Items: [{ value: 1 }, { value: 2 }] },
      { Items: [{ value: 3 }] },
    ]);
  });
});

test('objects themselves are items, page after page', async () => {
  for (const key of ['listed/a', 'listed/b', 'listed/c', 'other']) await put(key, 'x');
  const items = await outputOf(distributed(reader('listObjectsV2', { Prefix: 'listed/', MaxKeys: 2 })));
  assert.deepEqual(
    (items as { Key: string }[]).map(({ Key }) => Key),
    ['listed/a', 'listed/b', 'listed/c'],
  );
  const [first] = items as { LastModified: unknown }[];
  assert.equal(typeof first?.LastModified, 'number');
  assert.deepEqual(
    { ...first, LastModified: 0 },
    { Etag: '"9dd4e461268c8034f5c8564e155c67a6"', Key: 'listed/a', LastModified: 0, Size: 1, StorageClass: 'STANDARD' },
  );
});

describe('items that cannot be read fail the state with States.ItemReaderFailed', () => {
  const Catch = [{ ErrorEquals: ['States.ItemReaderFailed'], Next: 'Caught' }];
  const caught = async (more: object) => {
    const { StartAt, States } = distributed({ ...more, Catch }) as { StartAt: string; States: object };
    return (await outputOf({ StartAt, States: { ...States, Caught: { Type: 'Pass', End: true } } })) as {
      Error: string;
      Cause: string;
    };
  };

  test('when the object is not there', async () => {
    const { Error: name, Cause } = await caught(object('nothing'));
    assert.equal(name, 'States.ItemReaderFailed');
    assert.match(
      Cause,
      /^The specified key does not exist\. \(Service: Amazon S3; Status Code: 404; Error Code: NoSuchKey;/,
    );
  });

  test('when the role may not read it', async () => {
    await region.clients.s3.createBucket({ Bucket: 'secret' });
    const { Cause } = await caught(reader('getObject', { Bucket: 'secret', Key: 'k' }));
    assert.match(
      Cause,
      /assumed-role\/Workflow\/\S+ is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::secret\/k/,
    );
  });

  for (const [what, body, config, cause] of [
    ['is no JSON', 'hello', { InputType: 'JSON' }, /not valid JSON/],
    ['is no array', { a: 1 }, { InputType: 'JSON' }, /^Attempting to map over non-iterable node\.$/],
    ['has nothing at the place', { a: 1 }, { InputType: 'JSON', ItemsPointer: '/b' }, /\/b/],
  ] as const)
    test(`when the object ${what}`, async () => {
      await put('broken', body);
      assert.match((await caught(object('broken', config))).Cause, cause);
    });
});

describe('results are written to S3', () => {
  const writer = (WriterConfig?: object) => ({
    ResultWriter: {
      Resource: 'arn:aws:states:::s3:putObject',
      Parameters: { Bucket, Prefix: 'results' },
      ...(WriterConfig && { WriterConfig }),
    },
  });
  const oddFails = {
    StartAt: 'Odd',
    States: {
      Odd: { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 1, Next: 'Bad' }], Default: 'Good' },
      Bad: { Type: 'Fail', Error: 'Odd', Cause: 'one' },
      Good: { Type: 'Pass', End: true },
    },
  };
  type Result = { MapRunArn: string; ResultWriterDetails: { Bucket: string; Key: string } };
  type Manifest = {
    DestinationBucket: string;
    MapRunArn: string;
    ResultFiles: Record<'FAILED' | 'PENDING' | 'SUCCEEDED', { Key: string; Size: number }[]>;
  };
  const manifestOf = async ({ ResultWriterDetails }: Result) =>
    JSON.parse(await read(ResultWriterDetails.Key)) as Manifest;

  test('what succeeded and what failed, and a manifest, whose place is the result', async () => {
    const more = { ItemsPath: '$', ToleratedFailurePercentage: 100, ...writer() };
    const result = (await outputOf(distributed(more, oddFails, 'STANDARD'), [0, 1, 2])) as Result;
    const folder = `results/${result.MapRunArn.split(':').at(-1)}`;
    assert.deepEqual(result.ResultWriterDetails, { Bucket, Key: `${folder}/manifest.json` });
    const { DestinationBucket, MapRunArn, ResultFiles } = await manifestOf(result);
    assert.deepEqual([DestinationBucket, MapRunArn], [Bucket, result.MapRunArn]);
    const [succeeded, failed] = [await read(`${folder}/SUCCEEDED_0.json`), await read(`${folder}/FAILED_0.json`)];
    assert.deepEqual(ResultFiles, {
      FAILED: [{ Key: `${folder}/FAILED_0.json`, Size: failed.length }],
      PENDING: [],
      SUCCEEDED: [{ Key: `${folder}/SUCCEEDED_0.json`, Size: succeeded.length }],
    });
    const shown = JSON.parse(succeeded).map((each: Record<string, unknown>) => [each.Status, each.Input, each.Output]);
    assert.deepEqual(shown, [
      ['SUCCEEDED', '0', '0'],
      ['SUCCEEDED', '2', '2'],
    ]);
    const [{ ExecutionArn, ...one }] = JSON.parse(failed);
    assert.deepEqual([one.Status, one.Error, one.Cause], ['FAILED', 'Odd', 'one']);
    assert.equal((await region.clients.states.describeExecution({ executionArn: ExecutionArn })).status, 'FAILED');
  });

  for (const [Transformation, OutputType, text] of [
    ['COMPACT', 'JSON', '[[1,2],[3]]'],
    ['FLATTEN', 'JSON', '[1,2,3]'],
    ['FLATTEN', 'JSONL', '1\n2\n3\n'],
  ] as const)
    test(`as ${Transformation} ${OutputType}`, async () => {
      const more = { ItemsPath: '$', ...writer({ Transformation, OutputType }) };
      const { ResultFiles } = await manifestOf((await outputOf(distributed(more), [[1, 2], [3]])) as Result);
      assert.equal(await read(ResultFiles.SUCCEEDED[0]!.Key), text);
    });

  test('or are only transformed, where no resource is named', async () => {
    const more = { ItemsPath: '$', ResultWriter: { WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSON' } } };
    assert.deepEqual(await outputOf(distributed(more), [[1, 2], [3]]), [1, 2, 3]);
  });

  test('or fail the state with States.ResultWriterFailed, when the role may not write', async () => {
    await region.clients.s3.createBucket({ Bucket: 'closed' });
    const ResultWriter = { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'closed' } };
    const { error, cause } = await region.run('Closed', distributed({ ItemsPath: '$', ResultWriter }), [1]);
    assert.equal(error, 'States.ResultWriterFailed');
    assert.match(cause ?? '', /is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::closed\//);
  });
});

test('ten thousand items come from S3 and go there', async () => {
  const items = Array.from({ length: 10_000 }, (_, index) => ({ index }));
  await put('many', items.map((item) => `${JSON.stringify(item)}\n`).join(''));
  const ResultWriter = {
    Resource: 'arn:aws:states:::s3:putObject',
    Parameters: { Bucket },
    WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSON' },
  };
  const result = await outputOf(distributed({ ...object('many', { InputType: 'JSONL' }), ResultWriter }));
  const { Key } = (result as { ResultWriterDetails: { Key: string } }).ResultWriterDetails;
  const { ResultFiles } = JSON.parse(await read(Key));
  assert.deepEqual(JSON.parse(await read(ResultFiles.SUCCEEDED[0].Key)), items);
});
