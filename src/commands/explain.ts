import type { Command } from 'commander';
import {
  addDocumentOptions,
  addPackOptions,
  type DocumentOptions,
  filesOption,
  findByTitle,
  type HelpDetails,
  numberWarnings,
  openAssessment,
  type PackOptions,
  packVocabulary,
  printWarnings,
  readCustomerFiles,
  resolveLanguage,
  writeDocument,
} from '../app/index.ts';
import { CodedRefusal } from '../i18n/index.ts';
import { type Explanation, findNearestSpelling } from '../model/index.ts';
import { applyAllMeasures } from '../policy/index.ts';
import { makeExplanationDocument, renderExplanation, type TerminalOptions } from '../report/index.ts';
import { explain, findDecisiveAnswers } from '../scoring/index.ts';
import type { World } from '../world.ts';

interface ExplainOptions extends PackOptions, DocumentOptions {
  readonly files: string;
}

/** The largest product of a plan's inputs and nodes for which every possible answer is tried. */
const MAX_ANSWERS_TRIED = 400_000;

export const help: HelpDetails = {
  examples: ['matura explain {enterprise} total'],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command.addOption(filesOption());
  addDocumentOptions(command, { isShown: true });
  addPackOptions(command).action((file: string, name: string | undefined, options: ExplainOptions) =>
    explainName(world, file, name ?? 'level', options).then(done),
  );
}

async function explainName(world: World, file: string, typed: string, options: ExplainOptions): Promise<number> {
  const speech = await resolveLanguage(world, options.lang);
  const customerFiles = await readCustomerFiles(world, options, speech);
  const { enterprise, compiled, sheet, assessed } = await openAssessment(world, file, options);
  const { plan, stamp } = compiled;
  const names = [...plan.names.keys(), ...plan.scores.map((score) => score.name)];
  // Each score also has a second name, which begins with the id of the pack and has the same title.
  const ownNames = names.filter((known) => !known.startsWith(`${stamp.id}.`));
  const name = findByTitle(typed, ownNames, packVocabulary(compiled, speech).titleOf) ?? typed;
  const root = explain(plan, sheet, name);
  if (!root) {
    const scores = plan.scores.map((score) => score.name);
    throw new CodedRefusal(3, 'unknownName', { name, closest: findNearestSpelling(name, names), scores });
  }
  // In the largest packs, trying every possible answer would take minutes.
  const areAnswersTried = plan.inputs.length * plan.nodes.length <= MAX_ANSWERS_TRIED;
  if (!areAnswersTried) world.stderr.write(`${speech.messages.notices.tooLarge}\n`);
  const reach = applyAllMeasures(plan, sheet, compiled.measures, assessed.evaluation);
  const decisiveAnswers = areAnswersTried ? findDecisiveAnswers(plan, sheet, name, reach?.answers) : undefined;
  const explanation: Explanation = {
    schemaVersion: 1,
    tool: world.version,
    pack: stamp,
    root,
    ...(decisiveAnswers ? { moves: decisiveAnswers } : {}),
  };
  const vocabulary = packVocabulary(compiled, speech);
  printWarnings(world, numberWarnings(assessed), vocabulary);
  const outputMakers = {
    pretty: (look: TerminalOptions) => renderExplanation(explanation, vocabulary, look),
    json: () => explanation,
  };
  const document = makeExplanationDocument(explanation, vocabulary);
  const target = { ...options, subject: enterprise.key };
  await writeDocument(world, document, target, { ...customerFiles, ...outputMakers }, speech.messages);
  return 0;
}
