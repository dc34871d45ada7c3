import type { Command } from 'commander';
import {
  addOutputOptions,
  addStyleOptions,
  type OutputOptions,
  outputStyleOf,
  resolveLanguage,
  unknownName,
  writeOutput,
} from '../app/index.ts';
import { type Example, RULES, readExample } from '../check/index.ts';
import { PROBLEMS, type ProblemCode } from '../model/index.ts';
import { loadRules, type RuleWords, renderRule, renderRulePage, renderRules } from '../report/index.ts';
import type { World } from '../world.ts';

const ENDINGS = { pretty: ['.txt'], md: ['.md', '.markdown'], json: ['.json'] } as const;

type RuleOptions = OutputOptions<keyof typeof ENDINGS>;

export function configure(command: Command, world: World, done: (code: number) => void): void {
  addOutputOptions(command, ENDINGS);
  addStyleOptions(command)
    .addHelpText('after', '\nID is a code or a name, as in matura rule M204 or matura rule unknown-question-type.')
    .action(async (id: string | undefined, options: RuleOptions) => {
      const { language, messages } = await resolveLanguage(world, options.lang);
      // Output for programs stays English unless a language is requested.
      const rules = await loadRules(options.format === 'json' && options.lang === undefined ? 'en' : language);
      await writeOutput(world, explainRules(world, id, options, { rules, messages }), options, messages);
      done(0);
    });
}

function explainRules(world: World, id: string | undefined, options: RuleOptions, words: RuleWords): string {
  const { format } = options;
  const codes = id === undefined ? (Object.keys(RULES) as ProblemCode[]) : [findCode(id)];
  if (format === 'json') {
    return `${JSON.stringify({ schemaVersion: 1, rules: codes.map((code) => describeRule(code, words)) }, null, 2)}\n`;
  }
  if (format === 'md') return codes.map((code) => renderRulePage(code, words)).join('\n');
  const look = outputStyleOf(world, options);
  return id === undefined ? renderRules(words, look) : codes.map((code) => renderRule(code, words, look)).join('');
}

/** Returns the code that a user means; throws a `Refusal` for an unknown one. */
function findCode(id: string): ProblemCode {
  const wanted = id.toLowerCase().replaceAll('_', '-');
  const codes = Object.keys(RULES) as ProblemCode[];
  const found = codes.find((code) => code.toLowerCase() === wanted || PROBLEMS[code].name === wanted);
  if (found) return found;
  throw unknownName('unknownRule', id, [...codes, ...codes.map((code) => PROBLEMS[code].name)]);
}

function describeRule(code: ProblemCode, { rules }: RuleWords): object {
  const { name, severity } = PROBLEMS[code];
  const { title, why, fix } = rules[code];
  const { bad, good } = RULES[code];
  const filesOf = (example: Example): object =>
    Object.fromEntries(readExample(example).map((file) => [file.name, file.text]));
  return { code, name, severity, title, why, fix, bad: filesOf(bad), good: filesOf(good) };
}
