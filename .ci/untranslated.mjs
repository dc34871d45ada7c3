// What a language lacks and says in English, a line each: a part of `npm run check`. It fails nothing, because messages are
// added in English first.
import path from 'node:path';
import { listLanguages, listUntranslated } from '../.build/messages.mjs';

const root = path.join(import.meta.dirname, '..');
for (const language of await listLanguages(root)) {
  for (const key of await listUntranslated(root, language)) console.log(`not translated: ${language} ${key}`);
}
