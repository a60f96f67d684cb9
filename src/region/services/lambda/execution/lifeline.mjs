/**
 * Ends a function's process when the Region that started it is gone, however it went. It runs on a thread of its own, so
 * that a handler that never gives way cannot keep the process alive. The Region holds the other end of file descriptor 0
 * open for as long as it lives.
 */
import { Socket } from 'node:net';

new Socket({ fd: 0 }).resume().on('close', () => process.kill(0, 'SIGKILL'));
