/** What may begin a value, as the parser of AWS says it. */
const values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/**
 * What is wrong with a text that is no JSON, in the words of the parser that AWS has: a wrong word, a wrong character or an
 * end that came too early. What it would say otherwise is said by this machine's own parser.
 * @returns undefined for JSON
 */
export function jsonComplaint(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return complain(text) ?? (error as Error).message;
  }
}

function complain(text: string): string | undefined {
  const tokens = /\s*(?:("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)|([{}[\],:])|([A-Za-z_$][\w$]*)|(\S))/gy;
  const open: string[] = [];
  let fieldName = false;
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    const [, string, , punctuation, word, other] = token;
    if (fieldName && string === undefined && punctuation !== '}')
      return `Unexpected character ${shown((punctuation ?? word ?? other ?? text[token.index])!)}: was expecting double-quote to start field name`;
    if (word !== undefined && !['null', 'true', 'false'].includes(word))
      return `Unrecognized token '${word}': was expecting ${values}`;
    if (other !== undefined) return `Unexpected character ${shown(other)}: expected a valid value ${values}`;
    if (punctuation === '{' || punctuation === '[') open.push(punctuation);
    if (punctuation === '}' || punctuation === ']') open.pop();
    fieldName = punctuation === '{' || (punctuation === ',' && open.at(-1) === '{');
  }
  const last = open.at(-1);
  if (last === undefined) return undefined;
  return `Unexpected end-of-input: expected close marker for ${last === '{' ? 'Object' : 'Array'}`;
}

const shown = (text: string): string => `('${text[0]}' (code ${text.codePointAt(0)}))`;
