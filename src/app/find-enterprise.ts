// Finds enterprises on file by words of their names, by parts of their codes, and from outputs such as KEY.policy.md.
import { basename, dirname, join, resolve } from 'node:path';
import { CodedRefusal } from '../i18n/index.ts';
import { readRecordedName } from '../interview/index.ts';
import { type Enterprise, findNearestSpelling, foldKey, normaliseSpelling } from '../model/index.ts';
import { countEnterprises, FileProblem, isEnterpriseFile, listEnterprises, listNames } from '../store/index.ts';
import type { World } from '../world.ts';

/** Whether all words occur in the name or the code of an enterprise, in any spelling. */
export function matchesWords(enterprise: Enterprise, words: readonly string[]): boolean {
  const name = normaliseSpelling(readRecordedName(enterprise) ?? '');
  const key = foldKey(enterprise.key);
  return words.every((word) => name.includes(normaliseSpelling(word)) || key.includes(foldKey(word)));
}

/** Maximum number of suggestions; a longer list would not help. */
const MAX_SUGGESTIONS = 3;
/** Maximum number of files read for a suggestion; more would keep the user waiting. */
const MAX_FILES_READ = 2000;
/** Minimum length of a part of a code; a shorter part would match too many enterprises. */
const MIN_CODE_PART_CHARS = 4;

/**
 * Suggests the codes of enterprises that a text may mean: it may be part of a code, a mistyped code, or words of a
 * name. Returns none if the folder does not exist, or if too many enterprises match.
 */
export async function suggestEnterprises(root: string, text: string): Promise<readonly string[]> {
  try {
    const keys = await listNames(root);
    const foldedText = foldKey(text.replaceAll(/[\s-]/g, ''));
    const parts =
      foldedText.length < MIN_CODE_PART_CHARS ? [] : keys.filter((key) => foldKey(key).includes(foldedText));
    if (parts.length > 0) return limitSuggestions(parts);
    const nearestKey = findNearestSpelling(text, keys);
    if (nearestKey !== undefined) return [nearestKey];
    if ((await countEnterprises(root)) > MAX_FILES_READ) return [];
    const matchingKeys: string[] = [];
    for await (const listed of listEnterprises(root))
      if ('enterprise' in listed && matchesWords(listed.enterprise, text.split(/\s+/)))
        matchingKeys.push(listed.enterprise.key);
    return limitSuggestions(matchingKeys);
  } catch (error) {
    if (error instanceof FileProblem) return [];
    throw error;
  }
}

function limitSuggestions(keys: readonly string[]): readonly string[] {
  return keys.length <= MAX_SUGGESTIONS ? keys : [];
}

/**
 * Creates the refusal of a file that is not an enterprise file. For an output such as `KEY.policy.md`, it names the
 * enterprise file beside it.
 */
export async function refuseOtherFile({ cwd }: Pick<World, 'cwd'>, file: string): Promise<CodedRefusal> {
  const [key = ''] = basename(file).split('.');
  const besidePath = join(dirname(file), `${key}.json`);
  const isFound = await isEnterpriseFile(resolve(cwd, besidePath));
  return new CodedRefusal(3, 'notEnterpriseFile', { path: file, beside: isFound ? besidePath : undefined });
}
