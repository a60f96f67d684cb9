import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/**
 * The code of a function as one text for a template: its modules bundled and minified, the AWS SDK left to the runtime.
 * Inline code becomes `index.js`, which Node.js takes for a CommonJS module.
 * Source: CloudFormation User Guide, "AWS::Lambda::Function Code", ZipFile.
 */
export function bundle(entry: URL): string {
  const file = fileURLToPath(entry);
  const { outputFiles } = buildSync({
    // Set as a property, the handler needs none of the wrapping with which esbuild exports from a module.
    stdin: {
      contents: `import { handler } from './${basename(file)}'; module.exports = { handler };`,
      resolveDir: dirname(file),
    },
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    external: ['@aws-sdk/*'],
    charset: 'utf8',
    lineLimit: 110,
    write: false,
  });
  return outputFiles[0]!.text;
}
