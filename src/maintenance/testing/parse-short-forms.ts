import { isCollection, isScalar, type Node, parseDocument, visit } from 'yaml';

/** For tests: parses YAML with intrinsic functions in their short form into what the long form would be. */
export function parseShortForms(text: string): unknown {
  const document = parseDocument(text, { version: '1.1', logLevel: 'silent' });
  if (document.errors.length > 0) throw document.errors[0];
  visit(document, {
    Node: (_, node) => {
      if ((!isScalar(node) && !isCollection(node)) || !node.tag?.startsWith('!') || node.tag.startsWith('!!')) return;
      const name = node.tag.slice(1);
      const argument = node as Node;
      node.tag = undefined;
      const value = name === 'GetAtt' && isScalar(node) ? String(node.value).split('.') : argument;
      const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
      return document.createNode({ [key]: value });
    },
  });
  return document.toJS();
}
