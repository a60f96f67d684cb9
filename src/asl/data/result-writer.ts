import { type Json, type JsonObject, textOf } from '../json.ts';
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
  /**
   * What s3:putObject is called with, a call after the other; the manifest comes last.
   * @param pending inputs of child executions that were never begun, for the Map Run failed before
   */
  files(results: ChildResult[], mapRunArn: string, input: Json, scope: Scope, pending?: readonly Json[]): PutObject[];
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

/** WriterConfig.OutputType: how a file is written, of records that are JSON text. */
export const outputTypes: Record<string, { extension: string; text(records: readonly string[]): string }> = {
  JSON: { extension: 'json', text: (records) => `[${records.join(',')}]` },
  JSONL: { extension: 'jsonl', text: (records) => records.map((record) => `${record}\n`).join('') },
};

/** Characters of the records of one file; what is more goes into another. AWS's files have up to 5 GB. */
const largestFile = 16 * 1024 * 1024;

/** Records as JSON text, in as many files as they need; none where there are none. */
function inFiles(records: readonly Json[]): string[][] {
  const files: string[][] = [];
  let room = 0;
  for (const record of records) {
    const text = JSON.stringify(record);
    if (files.length === 0 || text.length > room) {
      files.push([]);
      room = largestFile;
    }
    files.at(-1)!.push(text);
    room -= text.length + 1;
  }
  return files;
}

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

  const files: ResultWriter['files'] = (results, mapRunArn, input, scope, pending = []) => {
    if (resource === undefined) return [];
    const { Bucket, Prefix = '' } = place(input, scope) as { Bucket: string; Prefix?: string };
    const folder = `${Prefix === '' || Prefix.endsWith('/') ? Prefix : `${Prefix}/`}${mapRunArn.split(':').at(-1)}/`;
    const parts: Record<string, Json[]> = {
      SUCCEEDED: transform(results.filter(({ output }) => output !== undefined)),
      FAILED: results.filter(({ output }) => output === undefined).map(({ execution }) => execution),
      PENDING: pending.map((each) => ({ Input: textOf(each), InputDetails: { Included: true }, Status: 'PENDING' })),
    };
    const written: PutObject[] = [];
    const ResultFiles: JsonObject = { FAILED: [], PENDING: [], SUCCEEDED: [] };
    for (const [name, records] of Object.entries(parts)) {
      const named = inFiles(records).map((some, index) => ({
        Bucket,
        Key: `${folder}${name}_${index}.${extension}`,
        Body: text(some),
      }));
      written.push(...named);
      ResultFiles[name] = named.map(({ Key, Body }) => ({ Key, Size: Buffer.byteLength(Body) }));
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
