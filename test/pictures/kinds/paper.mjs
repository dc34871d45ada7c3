// What is printed or opened in a word processor, sheet by sheet: the report as PDF and as a Word document, the latter and
// the questionnaire on paper as LibreOffice shows them. Needs LibreOffice and pdftoppm.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { keepEach } from './report.mjs';

export async function draw(studio) {
  const { languages, run, scratch } = studio;
  for (const { pack, file } of keepEach(studio)) {
    for (const lang of languages) {
      const name = (what) => path.join(scratch, `${what}-${pack}-${lang}`);
      const asked = [file, '--lang', lang, '--as-of', '2026-11-24'];
      run(['report', ...asked, '--format', 'pdf', '-o', `${name('pdf')}.pdf`]);
      drawSheets(studio, `${name('pdf')}.pdf`);
      run(['report', ...asked, '--format', 'docx', '-o', `${name('docx')}.docx`]);
      run(['template', pack, '--lang', lang, '--format', 'docx', '-o', `${name('questionnaire')}.docx`]);
      for (const what of ['docx', 'questionnaire']) drawSheets(studio, convert(studio, `${name(what)}.docx`));
    }
  }
}

function convert({ scratch }, file) {
  const profile = `-env:UserInstallation=file://${path.join(scratch, 'office')}`;
  const done = spawnSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', scratch, file]);
  if (done.status !== 0) throw new Error(`soffice: ${done.stderr ?? done.error}`);
  return file.replace(/docx$/, 'pdf');
}

function drawSheets({ out }, pdf) {
  const name = path.parse(pdf).name;
  const drawn = spawnSync('pdftoppm', ['-png', '-r', '60', pdf, path.join(out, name)]);
  if (drawn.status !== 0) throw new Error(`pdftoppm: ${drawn.stderr ?? drawn.error}`);
  for (const one of readdirSync(out)) if (one.startsWith(`${name}-`)) console.log(path.join(out, one));
}
