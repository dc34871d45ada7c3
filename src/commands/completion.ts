import { resolve } from 'node:path';
import type { Command, Option } from 'commander';
import {
  addOutputOptions,
  addStyleOptions,
  type HelpDetails,
  type OutputOptions,
  openAssessment,
  refuseUnknownName,
  resolveLanguage,
  writeOutput,
} from '../app/index.ts';
import { DOCUMENT_KINDS, PROBLEMS, Refusal } from '../model/index.ts';
import { findPacks } from '../pack/index.ts';
import { listNames } from '../store/index.ts';
import type { World } from '../world.ts';

export const help: HelpDetails = {
  examples: ['matura completion bash', "matura completion bash -- report --format ''"],
  shown: {
    scripts: [
      'bash: echo \'eval "$(matura completion bash)"\' >> ~/.bashrc',
      'zsh: echo \'eval "$(matura completion zsh)"\' >> ~/.zshrc',
      'fish: matura completion fish > ~/.config/fish/completions/matura.fish',
      'powershell: matura completion powershell >> $PROFILE',
    ],
  },
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  addOutputOptions(command, ['script']);
  addStyleOptions(command).action(async (shell: string, words: string[], options: OutputOptions) => {
    if (!isShell(shell)) throw refuseUnknownName('unknownShell', shell, Object.keys(SCRIPT_BY_SHELL));
    const { messages } = await resolveLanguage(world, options.lang);
    const program = command.parent as Command;
    const content = words.length === 0 ? SCRIPT_BY_SHELL[shell] : await listCompletions(world, program, words);
    await writeOutput(world, content, options, messages);
    done(0);
  });
}

/**
 * For each shell, the script that asks Matura for completions. If Matura returns none, the shell completes file names.
 */
const SCRIPT_BY_SHELL = {
  bash: `_matura() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do COMPREPLY+=("$word"); done \\
    < <(matura completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o bashdefault -o default -F _matura matura
`,
  zsh: `#compdef matura
_matura() {
  local -a found
  found=("\${(@f)$(matura completion zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then compadd -- "\${found[@]}"; else _files; fi
}
compdef _matura matura
`,
  fish: `function __matura_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l found (matura completion fish -- $words[2..] 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c matura -f -a '(__matura_complete)'
`,
  powershell: `Register-ArgumentCompleter -Native -CommandName matura -ScriptBlock {
  param($word, $ast, $position)
  $words = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
  if ($word -eq '') { $words += '' }
  matura completion powershell -- @words | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`,
};

function isShell(text: string): text is keyof typeof SCRIPT_BY_SHELL {
  return Object.hasOwn(SCRIPT_BY_SHELL, text);
}

/**
 * Matches text that every shell reads as a plain word. Other file names are not completed, because they could contain
 * commands.
 */
const PLAIN_WORD = /^[\p{L}\p{N}._@:/+-]+$/u;

/** Lists the completions of the last word, one per line. */
async function listCompletions(world: World, program: Command, words: readonly string[]): Promise<string> {
  const typedWord = words.at(-1) ?? '';
  const candidates = await findCandidates(world, program, words.slice(0, -1), typedWord);
  const fittingCandidates = candidates.filter(
    (candidate) => candidate.startsWith(typedWord) && PLAIN_WORD.test(candidate),
  );
  return [...new Set(fittingCandidates)].map((candidate) => `${candidate}\n`).join('');
}

async function findCandidates(
  world: World,
  program: Command,
  before: readonly string[],
  typed: string,
): Promise<readonly string[]> {
  const command = program.commands.find((candidate) => candidate.name() === before[0]);
  if (!command) return before.length === 0 ? program.commands.map((subcommand) => subcommand.name()) : [];
  const options = command.options.filter(({ hidden }) => !hidden);
  const optionOf = (word: string | undefined): Option | undefined =>
    options.find(({ long, short }) => word !== undefined && (word === long || word === short));
  const lastOption = optionOf(before.at(-1));
  if (lastOption?.required) return lastOption.argChoices ?? (await namesOf(world, lastOption.attributeName(), before));
  if (typed.startsWith('-')) return ['--help', ...options.flatMap(({ long }) => long ?? [])];
  const operands = before.slice(1).filter((word, i) => !word.startsWith('-') && !optionOf(before[i])?.required);
  const { registeredArguments: places } = command;
  const argument = places[operands.length] ?? (places.at(-1)?.variadic ? places.at(-1) : undefined);
  return argument ? namesOf(world, argument.name(), before, operands) : [];
}

/**
 * Returns the valid names for an argument or for the value of an option; none if a path, a number or free text is
 * expected.
 */
async function namesOf(
  world: World,
  what: string,
  before: readonly string[],
  operands: readonly string[] = [],
): Promise<readonly string[]> {
  const valuesOf = (option: string): string[] => before.filter((_, i) => before[i - 1] === option);
  const files = valuesOf('--files').at(-1) ?? 'files';
  switch (what) {
    case 'pack':
    case 'old':
    case 'new':
    case 'index':
      return (await findPacks(world, valuesOf('--packs'))).packs.map(({ id }) => id);
    case 'policy':
      return (await findPacks(world, valuesOf('--packs'))).policies.map(({ id }) => id);
    case 'enterprise': {
      return listNames(resolve(world.cwd, files)).catch(() => []);
    }
    case 'name':
      return scoresOf(world, operands[0] ?? '', { files, packs: valuesOf('--packs') });
    case 'id':
      return Object.keys(PROBLEMS);
    case 'kind':
      return DOCUMENT_KINDS;
    case 'shell':
      return Object.keys(SCRIPT_BY_SHELL);
    default:
      return [];
  }
}

/**
 * Returns the names of the scores of the pack that an enterprise was assessed with; none if the pack cannot be opened.
 */
async function scoresOf(
  world: World,
  enterprise: string,
  choice: { readonly files: string; readonly packs: readonly string[] },
): Promise<readonly string[]> {
  try {
    const { compiled } = await openAssessment(world, enterprise, choice);
    return compiled.plan.scores.filter(({ hidden }) => !hidden).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}
