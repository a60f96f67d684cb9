/** `npm run synth`: writes `templates/`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { renderTemplate, synthesiseTemplate } from './template.ts';

const folder = new URL('../../../templates/', import.meta.url);

mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(renderTemplate(synthesiseTemplate()))) {
  writeFileSync(new URL(name, folder), text);
  console.log(`templates/${name}: ${Buffer.byteLength(text)} bytes`);
}
