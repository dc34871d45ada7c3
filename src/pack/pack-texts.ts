import { CodedRefusal } from '../i18n/index.ts';
import type { CheckResult } from './check-pack.ts';
import { type CompiledPack, compilePack } from './compile-pack.ts';
import { hashParts, type OpenedFile, type Sources, type SourceText } from './document-file.ts';
import type { WrittenKind } from './document-kinds.ts';
import { openExtendedPack, type PackReader } from './extended-pack.ts';
import { POLICIES_FOLDER } from './find-packs.ts';
import { assemblePack, assemblePolicies, createUnknownPolicyProblem } from './load-pack.ts';
import { readDocument } from './read-document.ts';

/** A pack compiled from texts with its policy, and the problems found. */
interface CompiledTexts extends CheckResult {
  /** The compiled pack; null if the questionnaire or the rubric has problems. */
  readonly compiled: CompiledPack | null;
}

/**
 * Compiles a pack from texts in memory, given by their names in the pack's folder: `questionnaire.yaml`, `rubric.yaml`,
 * `measures.yaml`, files in `policies/` and, for a variant, `BASE/questionnaire.yaml` and so on. If `policy` is undefined, the questionnaire's own policy is used.
 */
export async function compileTexts(
  texts: Readonly<Record<string, string>>,
  policy: string | undefined,
): Promise<CompiledTexts> {
  const names = Object.keys(texts).sort();
  const { pack, problems, sources } = await assemblePack(await openExtendedPack(packReaderOf(texts), ''), {
    place: { folder: '', caseFiles: [] },
    shown: 'questionnaire.yaml',
    hash: hashTexts,
    adviseOnMissing: () => names.find((name) => /questionnaire|rubric/i.test(name) && !name.endsWith('.yaml')),
  });
  if (!pack) return { compiled: null, problems, sources };
  const openedPolicies = names
    .filter((name) => name.startsWith(`${POLICIES_FOLDER}/`))
    .map((name) => openText('policy', name, texts[name] as string));
  const knownPolicies = openedPolicies.flatMap(({ file, document }) =>
    document ? [{ id: document.id, path: file }] : [],
  );
  const wantedPolicy = policy ?? pack.questionnaire.document.policy;
  if (wantedPolicy === undefined) return createCompiledTexts(compilePack(pack, []), problems, sources);
  const start = knownPolicies.find(({ id }) => id === wantedPolicy);
  if (!start) {
    // A policy with problems cannot be compiled and would be reported as unknown as well; its own problems say more.
    const policyProblems = openedPolicies.flatMap((file) => file.problems);
    const foundProblems =
      policyProblems.length > 0 ? policyProblems : [createUnknownPolicyProblem(pack, wantedPolicy, knownPolicies)];
    const allSources = new Map([...sources, ...openedPolicies.map(({ file, source }) => [file, source] as const)]);
    return { compiled: null, problems: [...problems, ...foundProblems], sources: allSources };
  }
  const loadedPolicies = await assemblePolicies(start.path, {
    open: async (path) => {
      const openedFile = openedPolicies.find(({ file }) => file === path);
      if (!openedFile) throw new CodedRefusal(3, 'missing', { path });
      return openedFile;
    },
    around: async () => knownPolicies,
    hash: hashTexts,
  });
  return createCompiledTexts(
    compilePack(pack, loadedPolicies.policies ?? []),
    [...problems, ...loadedPolicies.problems],
    new Map([...sources, ...loadedPolicies.sources]),
  );
}

/** Reads packs from texts: the one to compile has no folder, the packs that it extends are in folders named by their ids. */
function packReaderOf(texts: Readonly<Record<string, string>>): PackReader {
  return {
    open: async (kind, place, isVariant) => {
      const name = `${place}${kind}.yaml`;
      return Object.hasOwn(texts, name) ? openText(kind, name, texts[name] as string, isVariant) : undefined;
    },
    around: async (place) =>
      Object.keys(texts).flatMap((name) => {
        const [, id] = /^([^/]+)\/questionnaire\.yaml$/.exec(name) ?? [];
        return id === undefined || place === `${id}/` ? [] : [{ id, place: `${id}/` }];
      }),
  };
}

function createCompiledTexts(
  compiled: CompiledPack,
  problems: CheckResult['problems'],
  sources: Sources,
): CompiledTexts {
  return { compiled, problems: [...problems, ...compiled.problems], sources };
}

function openText<K extends WrittenKind>(kind: K, file: string, given: string, isVariant = false): OpenedFile<K> {
  const text = given.replace(/^\ufeff/, '');
  const { document, problems, value, locate } = readDocument(kind, file, text, { isVariant });
  const source: SourceText = { file, text, locate: async (at, on) => locate(at, on) };
  const content = new TextEncoder().encode(given.replaceAll('\r\n', '\n'));
  return { file, document, problems, value, source, content };
}

/** Computes the same hash as for files of a folder, with functions that both browsers and Node have. */
async function hashTexts(files: Parameters<typeof hashParts>[0]): Promise<string> {
  const bytes = hashParts(files).map((part) => (typeof part === 'string' ? new TextEncoder().encode(part) : part));
  const digest = await crypto.subtle.digest('SHA-256', await new Blob(bytes as BlobPart[]).arrayBuffer());
  return `sha256:${[...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
