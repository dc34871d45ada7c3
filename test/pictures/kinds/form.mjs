// The browser form: empty, a section, and the result of an answered one, on a phone and on a desk.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { WINDOWS } from '../studio.mjs';

const LOCALES = { en: 'en-GB', zh: 'zh-CN', de: 'de-AT' };

export async function draw({ root, scratch, languages, run, drawPage, shoot }) {
  const form = path.join(scratch, 'form.html');
  run(['form', 'miit-sme-2024', '-o', form]);
  const answers = path.join(scratch, 'answers.json');
  const example = readFileSync(path.join(root, 'examples/answers/miit-sme-2024.yaml'), 'utf8');
  // Everything stays the text it is: a key of 18 digits is no number.
  writeFileSync(answers, JSON.stringify(parse(example, { schema: 'failsafe' })));
  for (const lang of languages) {
    for (const [size, width] of Object.entries(WINDOWS)) {
      const name = (part) => `form-${part}-${lang}-${size}`;
      const go = async (page, at) => {
        const toggle = page.locator('nav .toggle');
        if ((await toggle.isVisible()) && (await toggle.getAttribute('aria-expanded')) === 'false')
          await toggle.click();
        await page.locator('#sections button').nth(at).click();
      };
      const act = async (page) => {
        await shoot(name('start'), page);
        await page.setInputFiles('#load', answers);
        await go(page, 2);
        await shoot(name('section'), page);
        await go(page, -1);
      };
      await drawPage(name('result'), form, { width, locale: LOCALES[lang], act });
    }
  }
}
