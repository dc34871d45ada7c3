import type { Messages } from '../../i18n/index.ts';
import type { LevelResult, Migration, PackStamp, RecordedAnswer, Warning } from '../../model/index.ts';
import type { LostAnswer } from '../../versions/index.ts';
import { type Block, groupBlocks, interpolate, leadParagraph, listOf, paragraph } from '../document/document-model.ts';
import { renderTerminalBlocks } from '../document/terminal-renderer.ts';
import type { TerminalOptions } from '../terminal/terminal-options.ts';
import { lostInWords, warningInWords } from '../text/answer-text.ts';
import { levelInWords } from '../text/result-text.ts';
import type { PlainValue, Vocabulary } from '../text/vocabulary.ts';

/** The outcome for one file of answers. */
export type ImportedFile = { readonly path: string } & (
  | { readonly outcome: 'refused'; readonly reason: string }
  | {
      readonly outcome: 'added' | 'already-there';
      readonly key: string;
      readonly name: string | undefined;
      readonly level: LevelResult | undefined;
      /** The paths of the enterprise file and its policy, as a user would write them. */
      readonly file: string;
      readonly policy: string | undefined;
      /** The path to which an edited policy was copied beside the new one. */
      readonly edited: string | undefined;
      /** The path of a policy that was made for an earlier assessment, if there is none for this one. */
      readonly older: string | undefined;
      /** Facts whose values changed. */
      readonly changed: readonly {
        readonly name: string;
        readonly from: RecordedAnswer;
        readonly to?: RecordedAnswer;
      }[];
      readonly isNewest: boolean;
      /** The path of an earlier file of the same enterprise in the same run. */
      readonly again: string | undefined;
      readonly migration: Migration | undefined;
      readonly lost: readonly LostAnswer[];
      /** Numbers outside their plausible range. */
      readonly implausible: readonly Warning[];
    }
);

/** The messages and words for an import. */
export interface ImportContext {
  /** Whether nothing was written, because this is a trial run. */
  readonly isTrial: boolean;
  readonly messages: Messages['imports'];
  readonly vocabulary: Vocabulary;
}

/**
 * Renders the outcome of each file, with remarks below it, and the number of files per outcome; ends with a newline.
 */
export function renderImport(taken: readonly ImportedFile[], words: ImportContext, look: TerminalOptions): string {
  const summary = leadParagraph(summaryInWords(taken, words));
  return renderTerminalBlocks(groupBlocks([...taken.flatMap((file) => fileBlocks(file, words)), summary]), look);
}

function fileBlocks(taken: ImportedFile, words: ImportContext): Block[] {
  const { messages, vocabulary } = words;
  if (taken.outcome === 'refused')
    return [leadParagraph(interpolate((path = '') => messages.refused({ path }), { path: taken.path }))];
  const { name, key, edited, older, level, again, isNewest, migration, changed, lost, implausible } = taken;
  const { lost: lostWords } = vocabulary.messages.versions;
  const { numbers, summary, portfolio } = vocabulary.messages;
  const outcome = interpolate(
    (path = '', file = '') =>
      taken.outcome === 'added'
        ? messages.added({ path, enterprise: name ?? key, file, isTrial: words.isTrial })
        : messages.alreadyThere({ path, enterprise: name ?? key, file }),
    { path: taken.path },
    { path: taken.file },
  );
  const remarks = [
    ...(level ? [messages.level({ level: levelInWords(level, vocabulary) })] : []),
    ...implausible.map((warning) => warningInWords(warning, vocabulary)),
    ...(again === undefined ? [] : [interpolate((path = '') => messages.again({ path }), { path: again })]),
    ...(isNewest ? [] : [messages.notNewest]),
    ...(edited === undefined ? [] : [interpolate((path = '') => messages.editedKept({ path }), { path: edited })]),
    ...(older === undefined
      ? []
      : [interpolate((path = '') => numbers.labelled(summary.olderPolicy, path), { path: older })]),
    ...(migration ? migrationLines(migration, words) : []),
    ...(lost.length === 0 ? [] : [lostWords.heading]),
  ];
  const changes = changed.map(({ name: fact, from, to }) =>
    messages.changed({
      fact: vocabulary.titleOf(fact),
      from: statedInWords(fact, from, words),
      to: to ? statedInWords(fact, to, words) : portfolio.notStated,
    }),
  );
  return [
    leadParagraph(outcome),
    ...remarks.map((text) => paragraph(text)),
    ...listOf(lost.map((answer) => numbers.labelled(...lostInWords(answer, vocabulary.messages)))),
    ...changes.map((text) => paragraph(text)),
  ];
}

/** Writes how many files there were and their outcomes; the numbers add up. */
function summaryInWords(taken: readonly ImportedFile[], { messages, isTrial }: ImportContext): string {
  const { added, alreadyThere, refused } = countImported(taken);
  const takenCount = taken.length;
  return messages.summary({
    files: String(takenCount),
    added: String(added),
    alreadyThere: String(alreadyThere),
    refused: String(refused),
    isTrial,
    n: takenCount,
  });
}

/** Returns the outcomes as plain JSON. */
export function importAsJson(files: readonly ImportedFile[], pack: PackStamp): object {
  return {
    schemaVersion: 1,
    pack,
    read: files.length,
    ...countImported(files),
    files: files.map((file) => {
      if (file.outcome === 'refused') return file;
      const { lost: _, implausible, changed, migration, again, level, policy, name, ...rest } = file;
      return {
        ...rest,
        ...(name === undefined ? {} : { name }),
        ...(policy === undefined ? {} : { policy }),
        ...(level ? { level } : {}),
        ...(implausible.length === 0 ? {} : { warnings: implausible }),
        ...(again === undefined ? {} : { again }),
        ...(migration ? { migration } : {}),
        changed,
      };
    }),
  };
}

function countImported(files: readonly ImportedFile[]): { added: number; alreadyThere: number; refused: number } {
  const count = (outcome: ImportedFile['outcome']): number => files.filter((file) => file.outcome === outcome).length;
  return { added: count('added'), alreadyThere: count('already-there'), refused: count('refused') };
}

function migrationLines({ from, renamed }: Migration, { messages, vocabulary }: ImportContext): string[] {
  const ids = Object.entries(renamed).map(([before, now]) => `${before} → ${now}`);
  return [
    ...(from === undefined ? [] : [messages.migrated({ from })]),
    ...(ids.length === 0 ? [] : [messages.renamedIds({ ids: vocabulary.messages.numbers.items(ids) })]),
  ];
}

function statedInWords(name: string, { state, value }: RecordedAnswer, { vocabulary }: ImportContext): string {
  return state === 'answered' && value !== undefined
    ? vocabulary.valueText(name, value as PlainValue)
    : vocabulary.messages.words.states[state];
}
