// The report of one enterprise as a page: on a phone, on a desk and on a dark screen, and for packs without levels, with
// few questions and with a section for each level.
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { WINDOWS } from '../studio.mjs';

/** Each pack with answers that belong to it. */
export const REPORTED = {
  'miit-sme-2024': 'examples/answers/miit-sme-2024.yaml',
  'digital-intensity': 'test/fixtures/reports/digital-intensity.yaml',
  'smart-manufacturing': 'test/fixtures/reports/smart-manufacturing.yaml',
  'quick-scan-china': 'test/fixtures/reports/quick-scan.yaml',
};
const DAY = '2026-11-24';

/** The enterprise file of each pack, in a folder of its own. */
export function keepEach({ root, scratch, run }) {
  return Object.entries(REPORTED).map(([pack, answers]) => {
    const files = path.join(scratch, 'reported', pack);
    mkdirSync(files, { recursive: true });
    run(['score', pack, path.join(root, answers), '--files', files, '--as-of', DAY]);
    const [file] = readdirSync(files).filter((name) => name.endsWith('.json'));
    return { pack, file: path.join(files, file) };
  });
}

export async function draw(studio) {
  const { scratch, languages, run, drawPage } = studio;
  // All that is there to be read is looked at.
  const act = (page) => page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
  for (const { pack, file } of keepEach(studio)) {
    for (const lang of languages) {
      const page = path.join(scratch, `report-${pack}-${lang}.html`);
      run(['report', file, '--lang', lang, '--as-of', DAY, '-o', page]);
      for (const [size, width] of Object.entries(WINDOWS))
        await drawPage(`report-${pack}-${lang}-${size}`, page, { width, act });
    }
    const [lang] = languages;
    const page = path.join(scratch, `report-${pack}-${lang}.html`);
    await drawPage(`report-${pack}-${lang}-dark`, page, { width: WINDOWS.phone, act, colorScheme: 'dark' });
  }
}
