/** `npm run synth`: writes `templates/`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { renderTemplate, synthesiseTemplate, TEMPLATES } from './template.ts';

const folder = new URL('../../../templates/', import.meta.url);

mkdirSync(folder, { recursive: true });
for (const name of Object.keys(TEMPLATES)) {
  for (const [file, text] of Object.entries(renderTemplate(name, synthesiseTemplate(name)))) {
    writeFileSync(new URL(file, folder), text);
    console.log(`templates/${file}: ${Buffer.byteLength(text)} bytes`);
  }
}
