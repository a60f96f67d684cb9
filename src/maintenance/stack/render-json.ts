const WIDTH = 120;

/**
 * JSON for people: an object or array stands on one line where it fits, else one member a line. Indented by
 * one space only, since a template for a direct deployment has 51,200 bytes at most. `margin` is what stands
 * before the text on its first line.
 */
export function renderJson(value: unknown, indent = '', margin = indent.length): string {
  const oneLine = renderOneLine(value);
  if (margin + oneLine.length <= WIDTH || typeof value !== 'object' || value === null) return oneLine;
  const deeper = `${indent} `;
  if (Array.isArray(value)) {
    const items = value.map((item) => deeper + renderJson(item, deeper));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).map(([name, member]) => {
    const head = `${deeper}${JSON.stringify(name)}: `;
    return head + renderJson(member, deeper, head.length);
  });
  return `{\n${members.join(',\n')}\n${indent}}`;
}

function renderOneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(renderOneLine).join(', ')}]`;
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${renderOneLine(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
