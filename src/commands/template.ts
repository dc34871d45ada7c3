import type { Command } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  type HelpDetails,
  listProgrammeQuestions,
  loadForms,
  type OfficeSettings,
  type OutputOptions,
  openPack,
  type PackOptions,
  packVocabulary,
  readLetterhead,
  refuseSvgInWord,
  refuseTerminal,
  resolveLanguage,
  type SurveyForm,
  showOutput,
} from '../app/index.ts';
import type { Messages } from '../i18n/index.ts';
import type { CompiledPack } from '../pack/index.ts';
import {
  loadPaperDocx,
  makePaper,
  type ReportLanguage,
  renderAnswersTemplate,
  type TemplateWords,
  templateWords,
} from '../report/index.ts';
import { type BlankColumn, CHECK_MARK, planBlankTable, writeBlankCsv, writeBlankWorkbook } from '../table/index.ts';
import type { World } from '../world.ts';

const FORMATS = ['yaml', 'csv', 'xlsx', 'docx', 'xlsform', 'surveyjs'] as const;

type TemplateOptions = PackOptions &
  OutputOptions<(typeof FORMATS)[number]> & {
    /** What the office puts on the questionnaire for paper, from `matura.yaml`. */
    readonly office?: OfficeSettings;
  };

export const help: HelpDetails = {
  examples: [
    'matura template quick-scan -o blank.yaml',
    'matura template {pack} -o blank.xlsx',
    'matura template quick-scan -o quick-scan.docx',
    'matura template quick-scan --format xlsform -o survey.xlsx',
  ],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  addOutputOptions(command, FORMATS);
  addPackOptions(command).action(async (pack: string, options: TemplateOptions) => {
    await writeTemplate(world, pack, options);
    done(0);
  });
}

async function writeTemplate(world: World, given: string, options: TemplateOptions): Promise<void> {
  refuseTerminal(world, options);
  const compiled = await openPack(world, { ...options, pack: given, measures: false });
  const { plan, pack } = compiled;
  const speech = await resolveLanguage(world, options.lang);
  const { messages } = speech;
  const year = world.now().getFullYear();
  const words = templateWords(pack.questionnaire.document.languages, messages, year);
  const columns = planBlankTable(plan, words);
  const makers = {
    docx: () => writePaper(world, compiled, options.office, speech),
    yaml: async () => {
      const programmes = await listProgrammeQuestions(world, compiled, { packs: options.packs, speech });
      const { id, version } = pack;
      const vocabulary = packVocabulary(compiled, speech, year);
      return renderAnswersTemplate(plan, { id, version, vocabulary, programmes }, words, messages);
    },
    csv: () => writeBlankCsv(columns),
    xlsx: () => {
      const writeNote = (column: BlankColumn): string => noteOn(column, words, messages);
      return writeBlankWorkbook(columns, { ...messages.template, note: writeNote });
    },
    xlsform: async () => printRemarks(world, await (await loadForms()).makeXlsform(compiled, messages, year)),
    surveyjs: async () => printRemarks(world, await (await loadForms()).makeSurveyjs(compiled, messages, year)),
  };
  await showOutput(world, { ...options, isFilledIn: true }, makers, messages);
}

/** Prints on stderr what a form cannot express, and returns its content. */
function printRemarks(world: World, { content, remarks }: SurveyForm): string | Uint8Array {
  for (const line of remarks) world.stderr.write(`${line}\n`);
  return content;
}

/**
 * Writes the questionnaire as a Word document for paper, with the letterhead of the office. The code for this is loaded
 * only when needed.
 */
async function writePaper(
  world: World,
  compiled: CompiledPack,
  office: OfficeSettings | undefined,
  speech: ReportLanguage,
): Promise<Uint8Array> {
  const { renderPaper } = await loadPaperDocx();
  const { plan, pack, policies } = compiled;
  const questionnaire = pack.questionnaire.document;
  const vocabulary = packVocabulary(compiled, speech, world.now().getFullYear());
  const policyFacts = new Set(policies.flatMap(({ document }) => (document.facts ?? []).map(({ id }) => id)));
  const letterhead = office && (await readLetterhead(world, office, speech));
  refuseSvgInWord(letterhead?.logo, office?.logo ?? '', speech.messages);
  const asksConsent = office?.privacy?.consent ?? false;
  return renderPaper(makePaper({ plan, questionnaire, vocabulary, policyFacts, letterhead, asksConsent }));
}

/** Writes the note on a cell: how to tick an option, otherwise the question's help, otherwise the question itself. */
function noteOn({ input, option }: BlankColumn, words: TemplateWords, { template }: Messages): string {
  return option === null ? (words.help(input) ?? words.heading(input)) : template.tick({ mark: CHECK_MARK });
}
