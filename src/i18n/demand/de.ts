import type { DemandMessages } from './messages.ts';

export const demand: DemandMessages = {
  title: (enterprises) => `Bedarf von ${enterprises} Unternehmen nach Förderung`,
  none: 'Es liegt keine Empfehlung vor, also gibt es keinen Bedarf.',
  instrument: 'Förderung',
  eligible: 'Möglich',
  demand: 'Bedarf',
  budget: 'Mittel',
  clarify: (count) => `+${count} zu klären`,
  unknown: (count) => `+${count} unbekannt`,
  share: (percent) => `${percent} Bedarf`,
  unpublished: 'nicht genannt',
  enterprises: (count) => `${count} Unternehmen`,
  currency: (code) => `Beträge in ${code}.`,
  withoutPolicy: (count, one) => `${count} Unternehmen ${one ? 'hat' : 'haben'} keine Empfehlung in der Akte.`,
  unreadable: (count, one) => `${count} ${one ? 'Datei ist' : 'Dateien sind'} nicht lesbar.`,
  note: 'Bedarf ist, was die Förderungen nach den vorliegenden Empfehlungen denen zahlen würden, für die sie möglich sind; ob sie sich kombinieren lassen, bleibt außer Betracht. Unbekannte Beträge werden gezählt, nicht geschätzt.',
};
