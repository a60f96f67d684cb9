import type { LogLine } from '../../operator/logs.ts';
import { object, string, time } from './shape.ts';

export const logLine = object<LogLine>({
  time: time('When it was written'),
  group: string('The log group'),
  stream: string('The log stream'),
  message: string('The line'),
});
