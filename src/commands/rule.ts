import type { Command } from 'commander';
import {
  addOutputOptions,
  addStyleOptions,
  type OutputOptions,
  refuseUnknownName,
  resolveLanguage,
  showOutput,
} from '../app/index.ts';
import { type Example, loadRuleExamples, readExample } from '../check/index.ts';
import { loadRuleTexts } from '../i18n/index.ts';
import { itemAt, PROBLEMS, type ProblemCode } from '../model/index.ts';
import { type RuleWords, renderRule, renderRulePage, renderRules, type TerminalOptions } from '../report/index.ts';
import type { World } from '../world.ts';

const FORMATS = ['pretty', 'md', 'json'] as const;

type RuleOptions = OutputOptions<(typeof FORMATS)[number]>;

export function configure(command: Command, world: World, done: (code: number) => void): void {
  addOutputOptions(command, FORMATS);
  addStyleOptions(command).action(async (id: string | undefined, options: RuleOptions) => {
    await explainRules(world, id, options);
    done(0);
  });
}

async function explainRules(world: World, id: string | undefined, options: RuleOptions): Promise<void> {
  const { language, messages } = await resolveLanguage(world, options.lang);
  const codes = id === undefined ? (Object.keys(PROBLEMS) as ProblemCode[]) : [findCode(id)];
  const loadRuleWords = async (): Promise<RuleWords> => ({
    rules: await loadRuleTexts(language),
    examples: await loadRuleExamples(),
    messages,
  });
  const outputMakers = {
    pretty: async (look: TerminalOptions) =>
      id === undefined
        ? renderRules(await loadRuleWords(), look)
        : renderRule(itemAt(codes, 0), await loadRuleWords(), look),
    md: async () => {
      const problemWords = await loadRuleWords();
      return codes.map((code) => renderRulePage(code, problemWords)).join('\n');
    },
    json: async () => {
      // Output for programs stays English unless a language is requested.
      const rules = await loadRuleTexts(options.lang === undefined ? 'en' : language);
      const words = { rules, examples: await loadRuleExamples(), messages };
      return { schemaVersion: 1, rules: codes.map((code) => describeRule(code, words)) };
    },
  };
  await showOutput(world, options, outputMakers, messages);
}

/** Returns the code of the rule that the user named; throws a `Refusal` for an unknown name. */
function findCode(id: string): ProblemCode {
  const wantedCode = id.toLowerCase().replaceAll('_', '-');
  const codes = Object.keys(PROBLEMS) as ProblemCode[];
  const matchingCode = codes.find((code) => code.toLowerCase() === wantedCode || PROBLEMS[code].name === wantedCode);
  if (matchingCode) return matchingCode;
  throw refuseUnknownName('unknownRule', id, [...codes, ...codes.map((code) => PROBLEMS[code].name)]);
}

function describeRule(code: ProblemCode, { rules, examples }: RuleWords): object {
  const { name, severity } = PROBLEMS[code];
  const { title, why, fix } = rules[code];
  const { bad, good } = examples[code];
  const filesOf = (example: Example): object =>
    Object.fromEntries(readExample(example).map((file) => [file.name, file.text]));
  return { code, name, severity, title, why, fix, bad: filesOf(bad), good: filesOf(good) };
}
