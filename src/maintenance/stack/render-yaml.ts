import { Document, isScalar, type Node, type YAMLSeq } from 'yaml';

/**
 * A CloudFormation template as YAML for people: intrinsic functions in their short form, text of several lines as a block
 * scalar. Source: CloudFormation User Guide, "Intrinsic function reference".
 */
export function renderYaml(template: object): string {
  // Version 1.1 quotes what old parsers, CloudFormation's among them, take for a boolean, a date or a number.
  const document = new Document(undefined, { version: '1.1' });
  document.contents = toNode(document, template) as typeof document.contents;
  document.commentBefore = ' Synthesised from src/maintenance/stack/ by `npm run synth`: change it there.';
  return document.toString({ lineWidth: 0, blockQuote: 'literal', singleQuote: true });
}

function toNode(document: Document, value: unknown): Node {
  if (typeof value !== 'object' || value === null) return document.createNode(value) as Node;
  if (Array.isArray(value)) {
    const list = document.createNode([]) as YAMLSeq;
    list.items = value.map((item) => toNode(document, item));
    list.flow = value.length > 0 && value.length <= 3 && list.items.every(isShort);
    return list;
  }
  const intrinsic = intrinsicOf(value);
  if (intrinsic && !intrinsicOf(intrinsic.argument)) {
    const node = toNode(document, intrinsic.argument);
    node.tag = intrinsic.tag;
    return node;
  }
  const map = document.createNode({});
  for (const [name, member] of Object.entries(value)) map.add(document.createPair(name, toNode(document, member)));
  return map;
}

/** `{ "Fn::Sub": x }` is `!Sub x`. A function directly within another keeps the long form: YAML has one tag a node. */
function intrinsicOf(value: unknown): { tag: string; argument: unknown } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const [only, ...others] = Object.entries(value);
  if (!only || others.length > 0) return undefined;
  const [name, argument] = only;
  if (name === 'Fn::GetAtt') return { tag: '!GetAtt', argument: argument.join('.') };
  if (name === 'Ref' || (name === 'Condition' && typeof argument === 'string')) return { tag: `!${name}`, argument };
  if (name.startsWith('Fn::')) return { tag: `!${name.slice(4)}`, argument };
  return undefined;
}

const isShort = (node: unknown) => isScalar(node) && String(node.value).length < 40;
