import type { Json, JsonObject } from '../json.ts';
import type { StateSource } from '../machine.ts';
import { compileJsonata } from './jsonata.ts';
import type { Evaluator, Scope } from './scope.ts';
import { compileTemplate } from './template.ts';

/** What became of a child execution: `execution` is what DescribeExecution shows, `output` is there if it succeeded. */
export interface ChildResult {
  execution: JsonObject;
  output?: Json;
}

/** ResultWriter of a distributed Map state. Source: "ResultWriter (Map)". */
export interface ResultWriter {
  /** Undefined if results are only transformed, and written nowhere. */
  resource?: string;
  /** What s3:putObject is called with, a call after the other; the manifest comes last. */
  files(results: ChildResult[], mapRunArn: string, input: Json, scope: Scope): PutObject[];
  /** The result of the state. */
  result(results: ChildResult[], files: PutObject[], mapRunArn: string): Json;
}

export interface PutObject extends JsonObject {
  Bucket: string;
  Key: string;
  Body: string;
}

/** WriterConfig.Transformation: what is shown of each child execution. */
export const transformations: Record<string, (results: ChildResult[]) => Json[]> = {
  NONE: (results) => results.map(({ execution }) => execution),
  COMPACT: outputs,
  FLATTEN: (results) => outputs(results).flat(),
};

/** WriterConfig.OutputType: how a file is written. */
export const outputTypes: Record<string, { extension: string; text(records: Json[]): string }> = {
  JSON: { extension: 'json', text: (records) => JSON.stringify(records) },
  JSONL: { extension: 'jsonl', text: (records) => records.map((record) => `${JSON.stringify(record)}\n`).join('') },
};

/** The outputs of those that succeeded. */
export function outputs(results: ChildResult[]): Json[] {
  return results.filter(({ output }) => output !== undefined).map(({ output }) => output!);
}

export function compileResultWriter({ definition, language }: StateSource): ResultWriter | undefined {
  const writer = definition.ResultWriter as JsonObject | undefined;
  if (writer === undefined) return undefined;
  const { OutputType, Transformation } = (writer.WriterConfig ?? {}) as {
    OutputType?: string;
    Transformation?: string;
  };
  const resource = writer.Resource as string | undefined;
  const { extension, text } = outputTypes[OutputType ?? 'JSON']!;
  const transform = transformations[Transformation ?? (resource === undefined ? 'COMPACT' : 'NONE')]!;
  const template = writer.Arguments ?? writer.Parameters ?? {};
  const place: Evaluator =
    language === 'JSONata' ? compileJsonata(template, 'ResultWriter/Arguments') : compileTemplate(template);

  const files: ResultWriter['files'] = (results, mapRunArn, input, scope) => {
    if (resource === undefined) return [];
    const { Bucket, Prefix = '' } = place(input, scope) as { Bucket: string; Prefix?: string };
    const folder = `${Prefix === '' || Prefix.endsWith('/') ? Prefix : `${Prefix}/`}${mapRunArn.split(':').at(-1)}/`;
    const put = (name: string, records: Json[]) => ({
      Bucket,
      Key: `${folder}${name}_0.${extension}`,
      Body: text(records),
    });
    const succeeded = results.filter(({ output }) => output !== undefined);
    const failed = results.filter(({ output }) => output === undefined).map(({ execution }) => execution);
    const parts = { SUCCEEDED: transform(succeeded), FAILED: failed };
    const written: PutObject[] = [];
    const ResultFiles: JsonObject = { FAILED: [], PENDING: [], SUCCEEDED: [] };
    for (const [name, records] of Object.entries(parts)) {
      if (records.length === 0) continue;
      const file = put(name, records);
      written.push(file);
      ResultFiles[name] = [{ Key: file.Key, Size: Buffer.byteLength(file.Body) }];
    }
    const manifest = { DestinationBucket: Bucket, MapRunArn: mapRunArn, ResultFiles };
    return [...written, { Bucket, Key: `${folder}manifest.json`, Body: JSON.stringify(manifest) }];
  };

  return {
    resource,
    files,
    result: (results, written, mapRunArn) => {
      const manifest = written.at(-1);
      if (!manifest) return transform(results);
      return { MapRunArn: mapRunArn, ResultWriterDetails: { Bucket: manifest.Bucket, Key: manifest.Key } };
    },
  };
}
