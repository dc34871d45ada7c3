// What a language lacks and says in English, a line each: a part of `npm run check`. It fails nothing, because a rule is
// added in English first.
import path from 'node:path';
import { importSource } from '../.build/bundle.mjs';

const root = path.join(import.meta.dirname, '..');
const { LANGUAGES } = await importSource(root, 'src/i18n/languages.ts');
const { loadProblemTexts } = await importSource(root, 'src/i18n/load-problems.ts');
const { loadRuleTexts } = await importSource(root, 'src/i18n/load.ts');
const { problems: english } = await loadProblemTexts('en');

for (const language of LANGUAGES.filter((one) => one !== 'en')) {
  const [{ problems }, rules] = await Promise.all([loadProblemTexts(language), loadRuleTexts(language)]);
  for (const code of Object.keys(english)) {
    const lacking = [
      ...(problems[code] === undefined ? ['sentence'] : []),
      ...(rules[code] === undefined ? ['page'] : []),
    ];
    if (lacking.length > 0) console.log(`not translated: ${language} ${code} ${lacking.join(', ')}`);
  }
}
