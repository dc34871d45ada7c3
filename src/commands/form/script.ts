// The script of the browser form, built into a file of its own: here the form gets its words from the reports.
import { DATA_ID, readEmbedded } from '../../form/embedded.ts';
import { runForm } from '../../form/script/run.ts';
import { baseOf, LANGUAGES, type Language, loadBrowserMessages } from '../../i18n/index.ts';
import { compilePlan } from '../../scoring/compile.ts';
import { renamesOf } from '../../versions/renames.ts';
import { speakerOf } from './words.ts';

const root = document.getElementById('form');
const data = document.getElementById(DATA_ID)?.textContent;
if (root && data) void begin(root, data);

async function begin(root: HTMLElement, text: string): Promise<void> {
  const data = readEmbedded(text);
  const { questionnaire, rubric, pack } = data;
  const { plan } = compilePlan(data);
  const languages = languagesFrom(questionnaire.document.languages, data.language);
  const words = await Promise.all(languages.map(loadBrowserMessages));
  runForm({
    data,
    pack: { plan, stamp: pack, renames: renamesOf({ plan, questionnaire: questionnaire.document }) },
    languages,
    speak: speakerOf(
      plan,
      questionnaire.document,
      rubric.document,
      new Map(words.map((messages, i) => [languages[i] as Language, messages])),
    ),
    root,
  });
}

/** The languages that the pack's texts have, the one to begin in first: that asked for, else the browser's. */
function languagesFrom(tags: readonly string[], wanted: Language | null): Language[] {
  const spoken = tags.map(baseOf);
  const possible = LANGUAGES.filter((language) => spoken.includes(language));
  const all: readonly Language[] = possible.length > 0 ? possible : ['en'];
  const preferred = [...(wanted ? [wanted] : []), ...navigator.languages.map(baseOf), ...spoken];
  const first = preferred.find((language) => all.some((one) => one === language));
  return [...all].sort((a, b) => Number(b === first) - Number(a === first));
}
