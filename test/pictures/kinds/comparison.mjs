// A comparison of a self-assessment with what was found on site: as a page on a phone and on a desk, and in terminals.
import path from 'node:path';
import { TERMINALS, WINDOWS } from '../studio.mjs';

const PACK = 'miit-sme-2024';
const KEY = '91350100M000100Y43';

export async function draw({ root, scratch, languages, run, runInTerminal, drawTerminal, drawPage }) {
  const files = path.join(scratch, 'compared');
  for (const answers of [`${PACK}-self.yaml`, `${PACK}.yaml`]) {
    run(['score', PACK, path.join(root, 'examples/answers', answers), '--files', files]);
  }
  for (const lang of languages) {
    const args = ['compare', KEY, '--files', files, '--lang', lang];
    const page = path.join(scratch, `comparison-${lang}.html`);
    run([...args, '--format', 'html', '-o', page]);
    for (const [size, width] of Object.entries(WINDOWS)) await drawPage(`comparison-${lang}-${size}`, page, { width });
    for (const columns of TERMINALS) {
      const text = await runInTerminal(args, { columns });
      const typed = `matura compare ${KEY} --lang ${lang}`;
      await drawTerminal(`comparison-${lang}-${columns}`, { typed, text, columns });
    }
  }
}
