// Shows what the office that issues a form puts on it: its letterhead and its data-protection text.
import { splitParagraphs } from '../i18n/index.ts';
import { make } from './dom.ts';
import type { Wording } from './form-context.ts';
import type { EmbeddedPack } from './form-data.ts';

type Office = EmbeddedPack['office'];

/** Builds the letterhead above the title; undefined if there is none. */
export function buildLetterhead(office: Office, { pick }: Wording): HTMLElement | undefined {
  const { logo, name, contact = [] } = office ?? {};
  const lines = [name, ...contact].flatMap((text) => pick(text) ?? []);
  if (logo === undefined && lines.length === 0) return undefined;
  return make(
    'div',
    { class: 'letterhead' },
    logo && make('img', { src: logo.url, width: logo.width, height: logo.height, alt: '' }),
    make('p', {}, ...lines.map((line) => make('span', {}, line))),
  );
}

/** Builds the closing sentence and the lines to sign, below the result. */
export function buildClosing(office: Office, { pick, messages }: Wording): HTMLElement[] {
  const { closing, signatures = [] } = office ?? {};
  const sentence = pick(closing);
  return [
    ...(sentence === undefined ? [] : [make('p', { class: 'closing' }, sentence)]),
    ...signatures.flatMap((text) => {
      const signatory = pick(text);
      return signatory === undefined ? [] : [make('p', { class: 'sign' }, messages.signature({ signatory }))];
    }),
  ];
}

/** What the user has decided about the data-protection text. */
export interface Consent {
  readonly isGiven: () => boolean;
  readonly set: (given: boolean) => void;
}

/** Builds the data-protection text, with a box to consent if the office asks for one. */
export function buildPrivacy(office: Office, { pick, messages }: Wording, consent: Consent): HTMLElement[] {
  const paragraphs = splitParagraphs(pick(office?.privacy) ?? '');
  if (paragraphs.length === 0) return [];
  const box = make('input', {
    type: 'checkbox',
    id: 'consent',
    checked: consent.isGiven(),
    onchange: () => consent.set(box.checked),
  });
  return [
    make(
      'details',
      { class: 'privacy', open: true },
      make('summary', {}, messages.privacy),
      ...paragraphs.map((text) => make('p', {}, text)),
    ),
    ...(office?.asksConsent ? [make('label', { class: 'consent', for: 'consent' }, box, ' ', messages.consent)] : []),
  ];
}

/** Whether a file of answers must wait for consent. */
export function lacksConsent(office: Office, { isGiven }: Consent): boolean {
  return office?.asksConsent === true && !isGiven();
}
