import type { Command } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  isStandardOutput,
  langOption,
  type OutputOptions,
  openPack,
  type PackOptions,
  prepareOutput,
  readBuilt,
  refuseTerminal,
  repeatOnChange,
  resolveLanguage,
  writeOutput,
} from '../app/index.ts';
import { embedJson, escapeHtml } from '../charts/index.ts';
import { renderPage } from '../html-page.ts';
import { CodedRefusal, LANGUAGES, loadMessages, pickText } from '../i18n/index.ts';
import { resolvePack } from '../pack/index.ts';
import { policyFacts } from '../policy/index.ts';
import { DATA_ID, type EmbeddedPack } from '../web/index.ts';
import type { World } from '../world.ts';

interface FormOptions extends PackOptions, OutputOptions {
  readonly policy?: string;
  readonly watch?: boolean;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command.option('--policy <id|path>', "also ask for the facts of this policy (default: the questionnaire's)");
  command.option('--watch', 'do it again whenever a YAML file changes; Ctrl-C ends it');
  addOutputOptions(command, { html: ['.html', '.htm'] });
  addPackOptions(
    command,
    langOption((codes) => `language to begin in: ${codes} (default: the browser's)`),
  )
    .addHelpText(
      'after',
      `
The file is self-contained and opens in any browser of 2023 or later, with no network. It keeps the answers in the
browser, shows the result and saves the answers as a file for matura import or matura score.

Examples:
  matura form quick-scan -o quick-scan.html
  matura form miit-sme-2024 --lang zh --policy deyang-2024 -o form.html`,
    )
    .action(async (pack: string, options: FormOptions) => {
      if (options.watch && isStandardOutput(options.output)) throw new CodedRefusal(2, 'watchFile');
      const run = (): Promise<void> => writeForm(world, pack, options);
      if (options.watch)
        await repeatOnChange(world, [await resolvePack(world, pack, options.packs)], options.lang, run);
      else await run();
      done(0);
    });
}

async function writeForm(world: World, given: string, options: FormOptions): Promise<void> {
  const { policy, packs, lang } = options;
  refuseTerminal(world, options.output, 'form');
  await prepareOutput(world, options);
  const { pack, stamp, policies } = await openPack(world, { pack: given, policy, packs, lang });
  const { language: own, messages } = await resolveLanguage(world, lang);
  const language = lang === undefined ? null : own;
  const { questionnaire, rubric } = pack;
  const data: EmbeddedPack = {
    tool: world.version,
    pack: stamp,
    questionnaire: { file: 'questionnaire.yaml', document: questionnaire.document },
    rubric: { file: 'rubric.yaml', document: rubric.document },
    // The paths of this machine are nobody's business in a form.
    facts: policyFacts(policies, pack.id).map((list, i) => ({ ...list, file: `policy-${i + 1}.yaml` })),
    language,
  };
  const all = await Promise.all(LANGUAGES.map(loadMessages));
  const words = lang === undefined ? await loadMessages('en') : messages;
  const { languages, title } = questionnaire.document;
  const [script, style] = await Promise.all(['form.js', 'form-style.css'].map((name) => readBuilt(world, name)));
  const page = renderForm({
    data,
    title: pickText(title, words.language, languages) ?? pack.id,
    tag: words.form.language.tag,
    script: script as string,
    style: style as string,
    fallback: all.map(({ form }) => form.needsBrowser),
  });
  await writeOutput(world, page, options, messages);
}

/** What a form is put together from. */
interface FormPageParts {
  readonly data: EmbeddedPack;
  /** The title in the language to begin in; the script changes it with the language. */
  readonly title: string;
  /** The language's tag. */
  readonly tag: string;
  /** The built script and style sheet. */
  readonly script: string;
  readonly style: string;
  /** Shown by browsers that run no script, or are too old for this one; in every language. */
  readonly fallback: readonly string[];
}

/** The form as one HTML file that asks for nothing else; the same parts give the same bytes. */
export function renderForm({ data, title, tag, script, style, fallback }: FormPageParts): string {
  const body = `<div id="form">
${fallback.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n')}
</div>
<script type="application/json" id="${DATA_ID}">${embedJson(data)}</script>`;
  return renderPage({ title, tag, style, script, body });
}
