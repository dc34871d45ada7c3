import type { Command } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  numberWarnings,
  type OutputOptions,
  openAssessment,
  type PackOptions,
  resolveLanguage,
  show,
  summaryReportOf,
  tellNumberWarnings,
} from '../app/index.ts';
import { CodedRefusal } from '../i18n/index.ts';
import { didYouMean, type Explanation } from '../model/index.ts';
import { findReach } from '../policy/index.ts';
import { renderExplanation, renderExplanationMarkdown, type TerminalOptions, vocabularyOf } from '../report/index.ts';
import { explain, findDecisiveAnswers } from '../scoring/index.ts';
import type { World } from '../world.ts';

const FORMATS = ['pretty', 'md', 'json'] as const;

interface ExplainOptions extends PackOptions, OutputOptions<(typeof FORMATS)[number]> {
  readonly files: string;
}

/** The most inputs times nodes of a plan for which every answer is tried. */
const MOST_TRIED = 400_000;

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command.option('--files <dir>', 'the folder of enterprise files, if <enterprise> is a key', 'files');
  addOutputOptions(command, FORMATS);
  addPackOptions(command)
    .addHelpText(
      'after',
      `
ENTERPRISE is an enterprise file, or the key of an enterprise in the folder of --files. NAME is a score, a list, a
question or a fact; without it, the level is explained. The newest assessment is used.

Example: matura explain 91350100M000100Y43 total`,
    )
    .action((file: string, name: string | undefined, options: ExplainOptions) =>
      explainName(world, file, name ?? 'level', options).then(done),
    );
}

async function explainName(world: World, file: string, name: string, options: ExplainOptions): Promise<number> {
  const speech = await resolveLanguage(world, options.lang);
  const { compiled, sheet, assessed } = await openAssessment(world, file, options);
  const { plan, stamp } = compiled;
  const root = explain(plan, sheet, name);
  if (!root) {
    const names = [...plan.names.keys(), ...plan.scores.map((score) => score.name)];
    const scores = plan.scores.map((score) => score.name);
    throw new CodedRefusal(3, 'unknownName', name, didYouMean(name, names), scores);
  }
  // Trying every allowed answer takes minutes in the largest packs.
  const isTried = plan.inputs.length * plan.nodes.length <= MOST_TRIED;
  if (!isTried) world.stderr.write(`${speech.messages.notices.tooLarge}\n`);
  const reach = findReach(plan, sheet, compiled.measures, assessed.evaluation);
  const moves = isTried ? findDecisiveAnswers(plan, sheet, name, reach?.answers) : undefined;
  const explanation: Explanation = {
    schemaVersion: 1,
    tool: world.version,
    pack: stamp,
    root,
    ...(moves ? { moves } : {}),
  };
  const vocabulary = vocabularyOf(summaryReportOf(compiled, assessed, undefined, {}), speech);
  tellNumberWarnings(world, numberWarnings(assessed), vocabulary);
  const makers = {
    pretty: (look: TerminalOptions) => renderExplanation(explanation, vocabulary, look),
    md: () => renderExplanationMarkdown(explanation, vocabulary),
    json: () => explanation,
  };
  await show(world, options, makers, speech.messages);
  return 0;
}
