// Enterprise files as a region of that size would have: those of the simulated one, under new keys, a third of them with
// two assessments, the others with one; the newest carries the policy.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes so many files; gives their bytes. */
export function writeCopies(from, to, count) {
  mkdirSync(to, { recursive: true });
  const names = readdirSync(from).filter((name) => name.endsWith('.json'));
  const texts = names.toSorted().map((name) => [path.parse(name).name, readFileSync(path.join(from, name), 'utf8')]);
  let bytes = 0;
  for (let i = 0; i < count; i++) {
    const [key, text] = texts[i % texts.length];
    const own = `T${String(i).padStart(17, '0')}`;
    const enterprise = JSON.parse(text.replaceAll(key, own));
    enterprise.assessments = enterprise.assessments.slice(i % 3 === 0 ? -2 : -1);
    const written = Buffer.from(`${JSON.stringify(enterprise, null, 2)}\n`);
    bytes += written.length;
    writeFileSync(path.join(to, `${own}.json`), written);
  }
  return bytes;
}
