import { drawProfile, type Shape } from '../charts/index.ts';
import { finishAnswerSet, isOpen, keyFactOf, listAskedItems, NAME_FACT } from '../interview/index.ts';
import type { Result, ScoreResult } from '../model/index.ts';
import { type AnswerSet, assess, entryOf, findDimensions } from '../scoring/index.ts';
import { make, setUpElement } from './dom.ts';
import type { FormContext, FormLine, Wording } from './form-context.ts';
import type { EmbeddedPack } from './form-data.ts';
import type { AnsweredPack } from './form-session.ts';

/** What the user can do on the result page. */
interface ResultActions {
  goToOpen(): void;
  goTo(name: string): void;
  save(): void;
  /** Passes the file to another program on the device; undefined if the browser cannot. */
  readonly share: (() => void) | undefined;
  /** Returns who confirms the pack's statement; empty if nobody does. */
  signatory(): string;
  sign(name: string): void;
  /**
   * The consent to the data-protection text. While it is missing, no file is offered; `goTo` leads to the box to tick.
   */
  readonly consent: { readonly isMissing: boolean; goTo(): void };
}

/** The facts and questions that prevent the answers from being submitted, each with the reason. */
export type Blockers = readonly { readonly name: string; readonly title: string; readonly fault: string }[];

/**
 * Builds the result of the current answers: the level, the scores, what is missing for the next level, and the answers
 * as a file.
 */
export function buildResult(
  { plan, stamp }: AnsweredPack,
  data: EmbeddedPack,
  desk: FormContext,
  blocked: Blockers,
  actions: ResultActions,
): HTMLElement[] {
  const { wording } = desk;
  const { messages } = wording;
  const state = desk.interview();
  const { result } = assess(plan, finishAnswerSet(state.sheet), stamp, data.tool);
  const askedQuestions = listAskedItems(state).filter(({ input }) => input.role === 'question');
  const openCount = askedQuestions.filter((item) => isOpen(state, item)).length;
  const lacks = wording.lacksOf(result);
  const { code, name } = identify(plan, state.sheet);
  const today = new Intl.DateTimeFormat(wording.language === 'en' ? 'en-GB' : wording.language, {
    dateStyle: 'long',
  }).format(new Date());
  return [
    make('p', { class: 'who' }, [name, code, today].filter((part) => part !== undefined).join(' · ')),
    ...(openCount > 0
      ? [
          make(
            'div',
            { class: 'notice' },
            make('p', {}, openCount === askedQuestions.length ? messages.allOpen : messages.open({ count: openCount })),
            make('button', { type: 'button', onclick: actions.goToOpen }, messages.goToOpen),
          ),
        ]
      : []),
    ...levelOf(result, wording),
    ...dimensionsOf(plan, result, wording),
    scoresOf(plan, result, wording),
    ...(lacks ? [buildSection('steps', messages.nextSteps, make('h4', {}, lacks.heading), listOf(lacks.lines))] : []),
    ...(result.warnings.length > 0
      ? [
          buildSection(
            'warnings',
            wording.warnings,
            listOf(result.warnings.map((warning) => ({ text: wording.warningOf(warning) }))),
          ),
        ]
      : []),
    buildSection(
      'save',
      messages.save,
      ...(blocked.length > 0 ? [blockedList(blocked, messages.blocked, actions)] : []),
      ...makeStatement(data, wording, actions),
      make('p', {}, data.recipient ? messages.sendTo({ recipient: data.recipient.name }) : messages.saveHint),
      ...(actions.consent.isMissing ? [consentNotice(wording, actions)] : makeHandOver(data, wording, actions)),
    ),
    buildFootnotes(data, wording),
  ];
}

/** Builds the controls that save the answers as a file and pass it on. */
function makeHandOver(data: EmbeddedPack, wording: Wording, actions: ResultActions): (HTMLElement | false)[] {
  const { messages } = wording;
  return [
    make('button', { type: 'button', class: 'main', id: 'save', onclick: actions.save }, messages.save),
    actions.share !== undefined &&
      make('button', { type: 'button', id: 'share', onclick: actions.share }, messages.share),
    makeMailLink(data, wording),
    make('p', { role: 'status', id: 'saved-as' }),
  ];
}

/** Builds a notice that there is no file without consent, with a button that leads to the box to tick. */
function consentNotice({ messages }: Wording, { consent }: ResultActions): HTMLElement {
  return make(
    'div',
    { class: 'notice', id: 'no-consent' },
    make('p', {}, messages.consentMissing),
    make('button', { type: 'button', onclick: consent.goTo }, messages.consentGoTo),
  );
}

/** Returns the code and the name of the enterprise, as far as they are stated. */
export function identify(
  plan: AnsweredPack['plan'],
  sheet: AnswerSet,
): { readonly code: string | undefined; readonly name: string | undefined } {
  const statedFact = (fact: string | undefined): string | undefined => {
    const entry = fact === undefined ? undefined : entryOf(sheet, fact);
    return entry?.state === 'answered' ? String(entry.value) : undefined;
  };
  return { code: statedFact(keyFactOf(plan)?.name), name: statedFact(NAME_FACT) };
}

/**
 * Builds the statement that the pack wants to be confirmed, with a field for the name of the person who confirms it.
 */
function makeStatement({ questionnaire }: EmbeddedPack, wording: Wording, actions: ResultActions): HTMLElement[] {
  const statement = wording.pick(questionnaire.document.statement);
  if (statement === undefined) return [];
  const { messages } = wording;
  const note = make('p', { class: 'hint', id: 'unsigned' }, messages.unsigned);
  note.hidden = actions.signatory() !== '';
  const control = make('input', {
    type: 'text',
    id: 'signatory',
    autocomplete: 'name',
    'aria-describedby': 'unsigned',
    value: actions.signatory(),
    oninput: () => {
      actions.sign(control.value);
      note.hidden = actions.signatory() !== '';
    },
  });
  return [
    make('p', { id: 'statement' }, statement),
    make('label', { for: 'signatory' }, messages.signatory),
    control,
    note,
  ];
}

/** Builds a link that opens the mail program with the recipient filled in; the user must attach the file. */
function makeMailLink({ recipient, questionnaire, pack }: EmbeddedPack, wording: Wording): HTMLElement | false {
  if (!recipient?.mail) return false;
  const subject = wording.pick(questionnaire.document.title) ?? pack.id;
  const body = wording.messages.mailBody;
  const query = `subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  const mailUrl = `mailto:${encodeURIComponent(recipient.mail)}?${query}`;
  return make('p', {}, make('a', { href: mailUrl, id: 'mail' }, wording.messages.mail({ address: recipient.mail })));
}

function levelOf({ level }: Result, wording: Wording): HTMLElement[] {
  if (!level) return [];
  return [
    make(
      'section',
      { class: 'level', 'aria-label': wording.titleOf('level') },
      make('p', { class: 'label' }, wording.titleOf('level')),
      make(
        'p',
        { class: level.value === undefined ? 'reached open' : 'reached' },
        makeFigure('level', level, wording.levelOf(level)),
      ),
    ),
  ];
}

function dimensionsOf(plan: AnsweredPack['plan'], result: Result, wording: Wording): HTMLElement[] {
  const dimensions = findDimensions(plan, result);
  if (dimensions.length === 0) return [];
  const { messages } = wording;
  const isOpen = dimensions.some(({ lowest, highest }) => lowest !== highest);
  const legend = make(
    'figcaption',
    {},
    make('span', { class: 'key sure' }, messages.radarSure),
    ' ',
    make('span', { class: 'key possible' }, messages.radarPossible),
  );
  const areas = [
    ...(isOpen ? [{ name: 'possible', shares: dimensions.map(({ highest }) => highest) }] : []),
    { name: 'sure', shares: dimensions.map(({ lowest }) => lowest), dotted: true },
  ];
  const drawing = drawShape(
    drawProfile(
      dimensions.map(({ name }) => wording.titleOf(name)),
      areas,
      messages.radar,
    ),
  );
  return [buildSection('dimensions', messages.radar, make('figure', {}, drawing, isOpen && legend))];
}

function scoresOf(plan: AnsweredPack['plan'], { scores }: Result, wording: Wording): HTMLElement {
  const { messages } = wording;
  const shownScores = plan.scores.filter(({ name, hidden }) => !hidden && Object.hasOwn(scores, name));
  const rows = shownScores.map(({ name }) => scoreRow(name, scores[name] as ScoreResult, wording));
  return buildSection(
    'scores',
    messages.scores,
    make(
      'table',
      {},
      make(
        'thead',
        {},
        make(
          'tr',
          {},
          make('td', {}),
          make('th', { scope: 'col' }, messages.score),
          make('th', { scope: 'col' }, messages.maximum),
        ),
      ),
      make('tbody', {}, ...rows),
    ),
  );
}

function scoreRow(name: string, score: ScoreResult, wording: Wording): HTMLElement {
  return make(
    'tr',
    {},
    make('th', { scope: 'row' }, wording.titleOf(name)),
    make('td', {}, makeFigure(name, score, wording.scoreOf(name, score))),
    make('td', { class: 'maximum' }, typeof score.maximum === 'number' ? wording.numberOf(name, score.maximum) : ''),
  );
}

/** Shows a figure, with its exact value in the element's attribute, because the shown one may be rounded. */
function makeFigure(name: string, result: object, text: string): HTMLElement {
  return make('data', { value: JSON.stringify(result), 'data-score': name }, text);
}

function blockedList(blocked: Blockers, heading: string, { goTo }: ResultActions): HTMLElement {
  const items = blocked.map(({ name, title, fault }) =>
    make(
      'li',
      {},
      make('button', { type: 'button', class: 'link', onclick: () => goTo(name) }, title),
      make('span', {}, ` ${fault}`),
    ),
  );
  return make('div', { class: 'problems' }, make('p', {}, heading), make('ul', { class: 'lines' }, ...items));
}

function buildFootnotes({ questionnaire, rubric, pack, tool }: EmbeddedPack, wording: Wording): HTMLElement {
  const title = wording.pick(questionnaire.document.title) ?? pack.id;
  const sources = [questionnaire.document.source, rubric.document.source];
  // The questions and the points of a pack often have the same source, so each source is listed once.
  const notesByText = new Map<string, Set<string>>();
  for (const source of sources) {
    if (!source || source.verified) continue;
    const text = wording.messages.unverified({ title, document: source.document ?? source.url ?? '' });
    notesByText.set(text, notesByText.get(text) ?? new Set());
    const note = wording.pick(source.note);
    if (note !== undefined) notesByText.get(text)?.add(note);
  }
  const notes = [...notesByText].map(([text, added]) =>
    added.size === 0
      ? make('p', {}, text)
      : make(
          'details',
          {},
          make('summary', { class: 'source' }, text),
          ...[...added].map((note) => make('p', {}, note)),
        ),
  );
  return make(
    'footer',
    {},
    ...notes,
    make('p', {}, wording.messages.made({ pack: `${pack.id} ${pack.version}`, tool })),
  );
}

function buildSection(kind: string, title: string, ...content: (HTMLElement | false)[]): HTMLElement {
  return make('section', { class: kind }, make('h3', {}, title), ...content);
}

function listOf(lines: readonly FormLine[]): HTMLElement {
  return make(
    'ul',
    { class: 'lines' },
    ...lines.map(({ text, parts }) => make('li', {}, text, parts !== undefined && listOf(parts))),
  );
}

/** Creates the SVG element of a drawing. */
function drawShape({ tag, attributes, children }: Shape): Element {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  return setUpElement(
    element,
    attributes,
    children.map((child) => (typeof child === 'string' ? child : drawShape(child))),
  );
}
