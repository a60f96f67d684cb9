import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { XmlNode } from '@aws-sdk/xml-builder';
import type { StaticOperationSchema } from '@smithy/types';
import { WireError } from '../../errors.ts';
import { ec2Names } from '../common-errors.ts';
import type { Model } from '../model.ts';
import type { Protocol, WireResponse } from '../protocol.ts';
import { awsQueryKeys, ec2QueryKeys, type QueryKeys, readForm } from '../query-input.ts';
import { structureOf } from '../structure.ts';

/** What sets the two query protocols apart: how keys are named, and how an answer is wrapped. */
interface Dialect {
  keys: QueryKeys;
  answer(name: string, result: XmlNode | undefined, requestId: string): XmlNode;
  missing(path: string): WireError;
  failure(error: WireError, requestId: string): XmlNode;
}

function queryProtocol(dialect: Dialect): Protocol {
  return {
    operation(request, model) {
      const form = formOf(request.body);
      return form.get('Version') === model.version ? (form.get('Action') ?? undefined) : undefined;
    },
    read(request, schema) {
      const form = formOf(request.body);
      form.delete('Action');
      form.delete('Version');
      return readForm(structureOf(schema[4]), form, dialect.keys);
    },
    write(output, schema, model, requestId) {
      const answer = dialect.answer(schema[2], serialise(schema, output, model), requestId);
      return xml(200, answer.addAttribute('xmlns', model.xmlNamespace), requestId);
    },
    missing: dialect.missing,
    fail: (error, _model, requestId) => xml(error.status, dialect.failure(error, requestId), requestId),
  };
}

/** AWS query, as CloudFormation, IAM and STS speak it. Source: Smithy, "AWS query protocol". */
export const query = queryProtocol({
  keys: awsQueryKeys,
  answer(name, result, requestId) {
    const answer = XmlNode.of(`${name}Response`);
    if (result) answer.addChildNode(result.withName(`${name}Result`));
    return answer.addChildNode(XmlNode.of('ResponseMetadata').addChildNode(XmlNode.of('RequestId', requestId)));
  },
  missing: (path) => new WireError('ValidationError', `The request must contain the parameter ${path}`),
  failure: (error, requestId) =>
    XmlNode.of('ErrorResponse')
      .addChildNode(
        XmlNode.of('Error')
          .addChildNode(XmlNode.of('Type', error.status < 500 ? 'Sender' : 'Receiver'))
          .addChildNode(XmlNode.of('Code', error.code))
          .addChildNode(XmlNode.of('Message', error.message)),
      )
      .addChildNode(XmlNode.of('RequestId', requestId)),
});

/** EC2's own variant of it. Source: Smithy, "AWS EC2 query protocol". */
export const ec2Query = queryProtocol({
  keys: ec2QueryKeys,
  answer(name, result, requestId) {
    const answer = (result ?? XmlNode.of(name)).withName(`${name}Response`);
    return answer.addChildNode(XmlNode.of('requestId', requestId));
  },
  missing: (path) => new WireError('MissingParameter', `The request must contain the parameter ${path}`),
  failure: (error, requestId) =>
    XmlNode.of('Response')
      .addChildNode(
        XmlNode.of('Errors').addChildNode(
          XmlNode.of('Error')
            .addChildNode(XmlNode.of('Code', ec2Names[error.code] ?? error.code))
            .addChildNode(XmlNode.of('Message', error.message)),
        ),
      )
      .addChildNode(XmlNode.of('RequestID', requestId)),
});

function formOf(body: Uint8Array): URLSearchParams {
  return new URLSearchParams(new TextDecoder().decode(body));
}

/** The SDK's serialiser keeps the tree it builds to itself but for this field; its text would have to be parsed again. */
function serialise(schema: StaticOperationSchema, output: object, model: Model): XmlNode | undefined {
  const structure = structureOf(schema[5]);
  if (structure.isUnitSchema()) return undefined;
  const serializer = new XmlShapeSerializer({
    xmlNamespace: model.xmlNamespace,
    serviceNamespace: schema[1],
    timestampFormat: { useTrait: true, default: 5 },
  });
  serializer.write(structure, output);
  return (serializer as unknown as { buffer: XmlNode }).buffer;
}

function xml(status: number, node: XmlNode, requestId: string): WireResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${node}`,
  };
}
