import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const folder = fileURLToPath(new URL('../functions/', import.meta.url));

/**
 * The code of functions as one text for a template: a function `InstancePoller` comes from `instance-poller.ts` and is
 * exported by its name. Modules are bundled and minified, the AWS SDK is left to the runtime. Inline code becomes
 * `index.js`, which Node.js takes for a CommonJS module.
 * Source: CloudFormation User Guide, "AWS::Lambda::Function Code", ZipFile.
 */
export function bundle(names: readonly string[]): string {
  const imports = names.map((name) => `import { handler as ${name} } from './${fileOf(name)}';`);
  const { outputFiles } = buildSync({
    // Set as a property, the handlers need none of the wrapping with which esbuild exports from a module.
    stdin: { contents: `${imports.join('\n')} module.exports = { ${names.join(', ')} };`, resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    // A function finds the SDK of its runtime by `require` alone: `import` does not look where NODE_PATH says.
    supported: { 'dynamic-import': false },
    external: ['@aws-sdk/*'],
    charset: 'utf8',
    lineLimit: 110,
    write: false,
  });
  return outputFiles[0]!.text;
}

function fileOf(name: string): string {
  return `${name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.ts`;
}
