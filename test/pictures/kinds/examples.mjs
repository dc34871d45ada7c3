// The pictures of the README, into examples/pictures/: `npm run pictures -- examples`.
import path from 'node:path';

const COLUMNS = 100;

export async function draw({ root, scratch, languages, runInTerminal, drawTerminal }) {
  const answers = 'examples/answers/miit-sme-2024.yaml';
  const files = path.join(scratch, 'files');
  for (const lang of languages) {
    const args = ['score', 'miit-sme-2024', answers, '--lang', lang, '--as-of', '2026-11-24', '--files', files];
    const printed = await runInTerminal(args, { columns: COLUMNS, cwd: root });
    // The folder of this run is nobody's business in a picture.
    const text = printed.replaceAll(path.relative(root, files).replaceAll('\\', '/'), 'files');
    const typed = `matura score miit-sme-2024 ${path.basename(answers)} --lang ${lang} --files files`;
    const folder = path.join(root, 'examples/pictures');
    await drawTerminal(lang === 'en' ? 'score' : `score-${lang}`, { typed, text, columns: COLUMNS, folder });
  }
}
