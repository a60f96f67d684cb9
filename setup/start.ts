/**
 * `npm start`: installs what this machine lacks to have real machines, then carries out the demonstration. Arguments go to
 * `wakepatch demo`, e.g. `npm start -- --machines vm`.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { systemPackages } from '../src/region/machines/drivers.ts';
import { installSystemPackages } from './system-packages.ts';

const args = process.argv.slice(2);
const kind = args.includes('--machines') ? args[args.indexOf('--machines') + 1] : 'container';
if (kind === 'vm' || kind === 'container') installSystemPackages(systemPackages[kind], `${kind} machines`);

await import('./pages.ts');

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const child = spawn(process.execPath, [main, 'demo', ...args], { stdio: 'inherit' });
// Ctrl-C reaches the child too, which puts the machine back before it ends.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)));
