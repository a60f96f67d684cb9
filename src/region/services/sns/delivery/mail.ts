/** A mail to be written. */
export interface Mail {
  /** unique */
  id: string;
  /** a name, shown before the address that Amazon SNS sends from */
  from: string;
  /** an address */
  to: string;
  subject: string;
  /** ISO 8601 */
  timestamp: string;
  text: string;
}

/** The longest line of a mail, in bytes. Source: RFC 5322, section 2.1.1. */
const longestLine = 998;

/** A mail in the Internet Message Format, RFC 5322. The text stays readable in the file unless its lines are too long for that. */
export function mailText({ id, from, to, subject, timestamp, text }: Mail): string {
  const lines = text.split(/\r?\n/);
  const readable = lines.every((line) => Buffer.byteLength(line) <= longestLine);
  const body = readable
    ? lines
    : (Buffer.from(text)
        .toString('base64')
        .match(/.{1,76}/g) ?? []);
  return [
    `Date: ${new Date(timestamp).toUTCString().replace('GMT', '+0000')}`,
    `From: ${phrase(from)} <no-reply@sns.amazonaws.com>`,
    `To: ${to}`,
    `Subject: ${word(subject)}`,
    `Message-ID: <${id}@sns.amazonaws.com>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    `Content-Transfer-Encoding: ${readable ? '8bit' : 'base64'}`,
    '',
    ...body,
  ].join('\r\n');
}

/** A name before an address: in quotation marks, where it is ASCII. */
function phrase(text: string): string {
  return isAscii(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : word(text);
}

/** What is not ASCII is encoded in words that leave room for a header's name in a line of 76 characters. Source: RFC 2047. */
function word(text: string): string {
  if (isAscii(text)) return text;
  const words: string[] = [''];
  for (const character of text) {
    if (Buffer.byteLength(words.at(-1) + character) > 39) words.push('');
    words[words.length - 1] += character;
  }
  return words.map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ');
}

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);
