import { notSupported } from '../../../errors.ts';
import { invalidValue } from '../errors.ts';

/** bytes, before encoding (Instance user data, EC2 User Guide) */
const limit = 16_384;

/** Interpreters that take a whole script behind `-c`. */
const interpreters = ['/bin/sh', '/bin/bash', '/bin/dash', '/usr/bin/sh', '/usr/bin/bash', '/usr/bin/dash'];

/**
 * What user data asks to be run at the first boot: a program and its arguments. Of the formats that cloud-init knows this
 * is the shell script, which begins with `#!`.
 * @param userData in Base64
 * @throws InvalidParameterValue; NotImplemented for another format or interpreter
 */
export function scriptOf(userData: string): string[] {
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(userData)) throw invalidValue('Invalid BASE64 encoding of user data.');
  const bytes = Buffer.from(userData, 'base64');
  if (bytes.length > limit) throw invalidValue(`User data is limited to ${limit} bytes`);
  const script = bytes.toString();
  const [, interpreter = '', option] = script.match(/^#![ \t]*(\S+)(?:[ \t]+(\S.*?))?[ \t]*\r?\n/) ?? [];
  if (!interpreters.includes(interpreter))
    throw notSupported(`UserData other than a shell script that begins with #! and ${interpreters.join(', ')}`);
  return [interpreter, ...(option ? [option] : []), '-c', script];
}
