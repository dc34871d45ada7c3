import type { ProblemTexts } from '../load.ts';

export const problems: ProblemTexts['problems'] = {
  '{wanted}': '{wanted}',
  'not valid YAML': 'kein gültiges YAML',
  'the key "{found}" is given twice': 'der Schlüssel „{found}“ steht zweimal da',
  'a file holds one document: remove the second `---`': 'eine Datei enthält ein Dokument: das zweite `---` entfernen',
  'the file is empty': 'die Datei ist leer',
  'the text from here on is not UTF-8; it looks like {wanted}: save the file as UTF-8':
    'ab hier ist der Text kein UTF-8, wohl aber {wanted}: die Datei als UTF-8 speichern',
  'the text from here on is not UTF-8: save the file as UTF-8':
    'ab hier ist der Text kein UTF-8: die Datei als UTF-8 speichern',
  'too many aliases or too deep nesting': 'zu viele Aliase oder zu tief verschachtelt',
  '"{found}" is not {wanted}': '„{found}“ passt nicht: verlangt ist {wanted}',
  'must be {wanted}': 'verlangt ist {wanted}',
  '"{found}" has more than 15 significant digits, which cannot be kept exactly':
    '„{found}“ hat mehr als 15 gültige Ziffern und lässt sich nicht genau speichern',
  '"{found}" is not a key here': '„{found}“ ist hier kein Schlüssel',
  'the key "{name}" is missing': 'der Schlüssel „{name}“ fehlt',
  '"{found}" is not allowed here': '„{found}“ ist hier nicht erlaubt',
  '"{found}" is not of the right form': '„{found}“ hat nicht die richtige Form',
  'the pack has no {name}': 'dem Paket fehlt {name}',
  'YAML tags such as "{found}" are not allowed': 'YAML-Tags wie „{found}“ sind nicht erlaubt',
  'this known finding is gone: {wanted}': 'diesen bekannten Befund gibt es nicht mehr: {wanted}',
  'this known finding is gone': 'diesen bekannten Befund gibt es nicht mehr',
  'a known finding needs a reason, not "{found}"': 'ein bekannter Befund braucht eine Begründung, nicht „{found}“',
  '"{found}" is not read': '„{found}“ wird nicht gelesen',
  'the id "{found}" is used twice (upper and lower case are the same)':
    'die ID „{found}“ ist doppelt vergeben (Groß- und Kleinschreibung zählt nicht)',
  '"{found}" is reserved and cannot be an id': '„{found}“ ist reserviert und kann keine ID sein',
  'there is no {wanted} "{found}"': '{wanted} „{found}“ gibt es nicht',
  'there is no fact, question, list or score "{found}"':
    'eine Angabe, eine Frage, eine Liste oder einen Wert „{found}“ gibt es nicht',
  '"{found}" is not a question type': '„{found}“ ist keine Fragenart',
  '"{found}" is not an option of "{name}"': '„{found}“ ist keine Option von „{name}“',
  '"{found}" cannot apply to "{name}", which is {wanted}': '„{found}“ passt nicht zu „{name}“, denn das ist {wanted}',
  '"{found}" can never equal "{name}", which is {wanted}':
    '„{found}“ kann nie gleich „{name}“ sein, denn das ist {wanted}',
  '"{found}" depends on itself: {wanted}': '„{found}“ hängt von sich selbst ab: {wanted}',
  'needs exactly one of {wanted}, not {found}': 'verlangt ist genau eines von {wanted}, nicht {found}',
  'needs exactly one of {wanted}': 'verlangt ist genau eines von {wanted}',
  'points for "{found}" come from two keys: {wanted}': 'Punkte für „{found}“ kommen aus zwei Schlüsseln: {wanted}',
  '"{found}" has no points for {wanted} and so cannot be counted':
    '„{found}“ hat keine Punkte für {wanted} und lässt sich deshalb nicht werten',
  '"{found}" has no points and so cannot be counted': '„{found}“ hat keine Punkte und lässt sich deshalb nicht werten',
  'a {found} question has no "{name}"': 'eine Frage der Art {found} hat kein „{name}“',
  'a {found} question needs "{name}"': 'eine Frage der Art {found} braucht „{name}“',
  'only one fact can be the key; "{found}" is a second one':
    'nur eine Angabe kann der Schlüssel sein; „{found}“ ist eine zweite',
  '{found} is above {wanted}': '{found} liegt über {wanted}',
  'a weight of {found} is not possible in a {name}: {wanted}':
    'ein Gewicht von {found} ist in {name} nicht möglich: {wanted}',
  'a weight of {found} is not possible in a {name}': 'ein Gewicht von {found} ist in {name} nicht möglich',
  'there is no measure "{found}"': 'eine Maßnahme „{found}“ gibt es nicht',
  'there is no policy "{found}"': 'eine Förderpolitik „{found}“ gibt es nicht',
  'there is no instrument "{found}"': 'eine Förderung „{found}“ gibt es nicht',
  'the level {found} is given twice': 'die Stufe {found} steht zweimal da',
  'the fact "{found}" needs a type, or first to say what it can be':
    'die Angabe „{found}“ braucht eine Art oder first, das sagt, was sie sein kann',
  'no question or score has {wanted} for "{found}"': 'keine Frage und kein Wert hat {wanted} für „{found}“',
  'there is no case "{found}"': 'einen Fall „{found}“ gibt es nicht',
  'needs exactly one of ratio, difference, change, meanOf, anyOf, of with steps, not {found}':
    'verlangt ist genau eines von ratio, difference, change, meanOf, anyOf, of mit steps, nicht {found}',
  'needs exactly one of ratio, difference, change, meanOf, anyOf, of with steps':
    'verlangt ist genau eines von ratio, difference, change, meanOf, anyOf, of mit steps',
  '"{found}" is {wanted} and cannot be computed with': '„{found}“ ist {wanted}, damit lässt sich nicht rechnen',
  'the members do not tell what the best possible is; state it with `best`':
    'aus den Mitgliedern geht der Höchstwert nicht hervor; er gehört in `best`',
  'the comparisons give no weights: {wanted}': 'aus den Vergleichen ergeben sich keine Gewichte: {wanted}',
  '"{name}" cannot be renamed from "{found}", which is {wanted}':
    '„{name}“ kann nicht aus „{found}“ umbenannt sein: {wanted}',
  '"{found}" and "{wanted}" exclude each other, and one needs the other':
    '„{found}“ und „{wanted}“ schließen einander aus, und eines braucht das andere',
  'the plausible {found} is {wanted}': '{found} des plausiblen Bereichs ist {wanted}',
  '"{found}" can never be asked: {wanted}': '„{found}“ kann nie gefragt werden: {wanted}',
  '"{found}" can never be {wanted}': '„{found}“ kann nie {wanted} sein',
  'nobody can reach level {found}: {wanted}': 'Stufe {found} kann niemand erreichen: {wanted}',
  'nobody can miss level {found}: every answer meets what it needs':
    'Stufe {found} kann niemand verfehlen: Jede Antwort erfüllt ihre Anforderungen',
  '"{found}" has no effect here: whoever meets the rest of level {name} meets it':
    '„{found}“ ist hier wirkungslos: Wer den Rest von Stufe {name} erfüllt, erfüllt auch das',
  '"{found}" {wanted}': '„{found}“ {wanted}',
  'the step from {found} is never reached: {wanted}': 'die Schwelle ab {found} wird nie erreicht: {wanted}',
  '"{found}" brings {wanted} although options are listed from least to most mature':
    '„{found}“ bringt {wanted} obwohl die Optionen vom niedrigsten zum höchsten Reifegrad stehen',
  'the weights add up to {found}, not to {wanted}': 'die Gewichte ergeben zusammen {found}, nicht {wanted}',
  'an empty questionnaire reaches level {found}, which answers can miss':
    'ein leerer Fragebogen erreicht Stufe {found}, die man mit Antworten verfehlen kann',
  'this condition can never hold: {wanted}': 'diese Bedingung kann nie zutreffen: {wanted}',
  'this condition can never hold': 'diese Bedingung kann nie zutreffen',
  'no score and no condition reads "{found}"': 'kein Wert und keine Bedingung liest „{found}“',
  'where "{found}" is missing, it counts few points, which is good here: {wanted}':
    'fehlt „{found}“, zählt es wenige Punkte, was hier günstig ist: {wanted}',
  'whether {wanted} could not be decided': 'ließ sich nicht entscheiden: {wanted}',
  'the measure "{found}" can never apply: no answers meet its condition':
    'die Maßnahme „{found}“ kann nie in Frage kommen: Keine Antworten erfüllen ihre Bedingung',
  'the measure "{found}" closes nothing: {wanted}': 'die Maßnahme „{found}“ schließt keine Lücke: {wanted}',
  'an enterprise with the lowest answers everywhere cannot reach level {found}, even with all measures: {wanted}':
    'ein Unternehmen mit den niedrigsten Antworten überall erreicht Stufe {found} auch mit allen Maßnahmen nicht: {wanted}',
  'an enterprise with the lowest answers everywhere cannot reach level {found}, even with all measures':
    'ein Unternehmen mit den niedrigsten Antworten überall erreicht Stufe {found} auch mit allen Maßnahmen nicht',
  'nobody can get "{found}": {wanted}': '„{found}“ kann niemand bekommen: {wanted}',
  'the cap {found} is below the floor {wanted}: the value is always the cap':
    'die Obergrenze {found} liegt unter der Untergrenze {wanted}: Der Wert ist immer die Obergrenze',
  'an enterprise with {wanted} has no track': 'ein Unternehmen mit {wanted} hat keinen Weg',
  '`source` is missing: nobody can tell where {found} comes from':
    '`source` fehlt: Niemand kann sagen, woher {found} stammt',
  'no measure carries the tag "{found}", which "{name}" {wanted}':
    'keine Maßnahme trägt das Merkmal „{found}“, das „{name}“ {wanted}',
  '"{found}" excludes itself': '„{found}“ schließt sich selbst aus',
  'the amount of "{name}" reads "{found}", but the instrument has no terms of a loan':
    'der Betrag von „{name}“ liest „{found}“, doch die Förderung hat keine Kreditbedingungen',
  'no enterprise is on the track "{found}": {wanted}': 'kein Unternehmen geht den Weg „{found}“: {wanted}',
  'amounts are in {found}, but the measures cost {wanted}':
    'Beträge stehen in {found}, die Maßnahmen kosten aber {wanted}',
  'the low cost of "{found}" is above the high one for an enterprise with {wanted}':
    'die niedrigen Kosten von „{found}“ liegen bei einem Unternehmen mit {wanted} über den hohen',
  'while facts are open, the {name} cost of "{found}" {wanted}':
    'solange Angaben offen sind, gilt für die Kosten ({name}) von „{found}“: {wanted}',
  'the priority "{found}" {wanted}': 'die Priorität „{found}“ {wanted}',
  '"{name}" is missing in {found} ({wanted}); here is the first':
    '„{name}“ fehlt bei {found} ({wanted}); hier zum ersten Mal',
  'the text for "{found}" is the same as that for "{name}"': 'der Text für „{found}“ ist derselbe wie für „{name}“',
  'the text for "{name}" has {found}, that for {wanted}': 'der Text für „{name}“ hat {found}, der für {wanted}',
  'this option takes {found} lines of a terminal, at most {wanted} are shown whole':
    'diese Option braucht {found} Zeilen im Terminal, vollständig gezeigt werden höchstens {wanted}',
  '"{found}" is not among the languages of the pack': '„{found}“ gehört nicht zu den Sprachen des Pakets',
  '"{name}", which all languages fall back to, is missing in {found}; here is the first':
    '„{name}“, worauf alle Sprachen zurückfallen, fehlt bei {found}; hier zum ersten Mal',
  'the text contains invisible characters: {found}': 'der Text enthält unsichtbare Zeichen: {found}',
  'the text for "{name}" says {found}, that for {wanted}': 'der Text für „{name}“ nennt {found}, der für {wanted}',
  '"{found}" reads like entry {wanted} of the same list': '„{found}“ liest sich wie Eintrag {wanted} derselben Liste',
  'the {wanted} "{found}" is gone, and with it every answer given under it, unless `renamedFrom` names it':
    '{wanted} „{found}“ gibt es nicht mehr, und damit keine der dazu gegebenen Antworten, es sei denn, `renamedFrom` nennt sie',
  'the pack "{found}" is gone, and with it every answer given under it':
    'das Paket „{found}“ gibt es nicht mehr, und damit keine der dazu gegebenen Antworten',
  'the policy "{found}" is gone: what names it finds it no more':
    'die Förderpolitik „{found}“ gibt es nicht mehr: Was sie nennt, findet sie nicht',
  'still version "{found}", yet there are changes: {wanted}':
    'noch Version „{found}“, obwohl sich etwas geändert hat: {wanted}',
  'the case "{found}" expects something else: {wanted}': 'der Fall „{found}“ erwartet etwas anderes: {wanted}',
  'version "{found}" is lower than "{wanted}", which it was before':
    'Version „{found}“ ist niedriger als „{wanted}“, wie sie vorher war',
  'the pack has no {wanted} "{found}"': '{wanted} „{found}“ hat das Paket nicht',
  'the pack has no question "{found}"': 'eine Frage „{found}“ hat das Paket nicht',
  '"{found}" is not {wanted}, which "{name}" asks for': '„{found}“ ist nicht, was „{name}“ verlangt: {wanted}',
  '{found} is outside of {wanted}, which "{name}" allows':
    '{found} liegt außerhalb dessen, was „{name}“ zulässt ({wanted})',
  '"{found}" cannot be chosen together with other options of "{name}"':
    '„{found}“ lässt sich nicht zusammen mit anderen Optionen von „{name}“ wählen',
  '"{found}" is chosen twice in "{name}"': '„{found}“ ist in „{name}“ zweimal gewählt',
  '"{name}" wants {wanted}, not {found}': '„{name}“ verlangt {wanted}, nicht {found}',
  '"{name}" does not allow "not applicable"': '„{name}“ lässt „nicht zutreffend“ nicht zu',
  'the fact "{name}" is required': 'die Angabe „{name}“ ist Pflicht',
  '"{found}" is not a valid Unified Social Credit Code: {wanted}':
    '„{found}“ ist kein gültiger Unified Social Credit Code: {wanted}',
  '"{found}" has lost digits in a spreadsheet: {wanted}':
    '„{found}“ hat in einer Tabellenkalkulation Ziffern verloren: {wanted}',
  'the answers are for "{found}", not for "{name}"': 'die Antworten gehören zu „{found}“, nicht zu „{name}“',
  'the answers were given under version "{found}", the pack is "{name}"; --migrate takes them over, or check them and change the version here':
    'die Antworten gehören zu Version „{found}“, das Paket hat „{name}“: --migrate übernimmt sie, oder man prüft sie und ändert hier die Version',
  '"{name}" has {wanted}': '„{name}“ hat {wanted}',
  '"{name}" is {found}, which the rubric refuses': '„{name}“ ist {found}, was die Bewertungsregeln nicht zulassen',
  'answers are possible for which no case of "{found}" holds':
    'es gibt Antworten, auf die kein Fall von „{found}“ zutrifft',
  'the step from {found} gives {wanted}, as the one below it does':
    'die Stufe ab {found} ergibt {wanted}, ebenso wie die darunter',
  'no fact is marked `key: true`: enterprises cannot be told apart, and none gets a file':
    'keine Angabe trägt `key: true`: Unternehmen lassen sich nicht unterscheiden und erhalten keine Akte',
  '"{found}" pays {wanted} of the cost, more than was spent':
    '„{found}“ zahlt {wanted} der Kosten, also mehr als ausgegeben wurde',
  'the cap falls to {wanted} from level {found} on: a better level gets less':
    'die Obergrenze sinkt ab Stufe {found} auf {wanted}: Eine höhere Stufe erhält weniger',
  '"{found}" leads no further than {wanted}, which it needs':
    '„{found}“ führt nicht weiter als {wanted}, das vorausgesetzt wird',
  '{found} months are {wanted} years: is the unit right?': '{found} Monate sind {wanted} Jahre: Stimmt die Einheit?',
  '{found} lies beyond all sense': '{found} kann nicht stimmen',
  '"{found}" is left from writing': '„{found}“ ist beim Schreiben stehen geblieben',
  'the text begins or ends with a blank': 'der Text beginnt oder endet mit einem Leerzeichen',
  '"{found}" reads like the question "{name}"': '„{found}“ liest sich wie die Frage „{name}“',
  '{found} has no label, but the numbers on both sides of it have one':
    '{found} hat keine Beschriftung, die Zahlen zu beiden Seiten aber schon',
  '"{found}" is no address that a browser opens': '„{found}“ ist keine Adresse, die ein Browser öffnet',
  '"{found}" is {wanted}, but given under "{name}"': '„{found}“ ist {wanted}, steht aber unter „{name}“',
  'level {wanted} wants no more of "{name}" than {found}, but a lower level wants some of it':
    'Stufe {wanted} lässt von „{name}“ höchstens {found} zu, eine niedrigere Stufe verlangt aber etwas davon',
};

export const phrases: ProblemTexts['phrases'] = {
  English: 'Englisch',
  German: 'Deutsch',
  Chinese: 'Chinesisch',
  'not Chinese': 'kein Chinesisch',
  'a map': 'eine Zuordnung (Schlüssel und Werte)',
  'a list': 'eine Liste',
  text: 'Text',
  'a number': 'eine Zahl',
  'a whole number': 'eine ganze Zahl',
  'true or false': 'true oder false',
  'a value': 'ein Wert',
  null: 'null',
  'of several types': 'von mehreren Arten',
  'a choice of options': 'eine Auswahl aus Optionen',
  'one value': 'ein einzelner Wert',
  'such tags': 'solche Merkmale',
  'an id: letters, digits and, not at its start, ".", "-" and "_"; at most 64 characters':
    'eine ID: Buchstaben, Ziffern und, außer am Anfang, „.“, „-“ und „_“; höchstens 64 Zeichen',
  'a name: an id, or id/member': 'ein Name: eine ID oder ID/Mitglied',
  'a language such as en, zh or zh-CN': 'eine Sprache wie en, zh oder zh-CN',
  'a date of the calendar such as 2026-01-31': 'ein Kalenderdatum wie 2026-01-31',
  'a version such as 1.2.0': 'eine Version wie 1.2.0',
  'the code of a rule such as M204': 'der Code einer Regel wie M204',
  'a currency code of three capital letters such as CNY': 'ein Währungscode aus drei Großbuchstaben wie CNY',
  'a number such as 0.5 or 1/3': 'eine Zahl wie 0.5 oder 1/3',
  'a number without leading zeros': 'eine Zahl ohne führende Nullen',
  'text, as every key': 'Text, wie jeder Schlüssel',
  'one of {names}': 'eines von {names}',
  '{what}, without quotes': '{what}, ohne Anführungszeichen',
  '{what}, not a list': '{what}, keine Liste',
  '{what}, not a map': '{what}, keine Zuordnung',
  'a list of at least 1 entry': 'eine Liste mit mindestens 1 Eintrag',
  'a list of at least {count} entries': 'eine Liste mit mindestens {count} Einträgen',
  'a list of at most 1 entry': 'eine Liste mit höchstens 1 Eintrag',
  'a list of at most {count} entries': 'eine Liste mit höchstens {count} Einträgen',
  'a map with at least 1 key': 'eine Zuordnung mit mindestens 1 Schlüssel',
  'a map with at least {count} keys': 'eine Zuordnung mit mindestens {count} Schlüsseln',
  'text of at least 1 character': 'Text mit mindestens 1 Zeichen',
  'text of at least {count} characters': 'Text mit mindestens {count} Zeichen',
  'text of at most {count} characters': 'Text mit höchstens {count} Zeichen',
  'different from the entries before it': 'etwas anderes als die Einträge davor',
  'at most 1 option': 'höchstens 1 Option',
  'at least 1 option': 'mindestens 1 Option',
  'at most {count} options': 'höchstens {count} Optionen',
  'at least {count} options': 'mindestens {count} Optionen',
  'exactly {count} options': 'genau {count} Optionen',
  'at most {number}, or the type integer': 'höchstens {number}, oder die Art integer',
  'at least {number}': 'mindestens {number}',
  'at most {number}': 'höchstens {number}',
  'more than {number}': 'mehr als {number}',
  '{number} and above': '{number} und mehr',
  '{number} and below': '{number} und weniger',
  'the minimum {number}': 'das Minimum {number}',
  'the maximum {number}': 'das Maximum {number}',
  'the first day {day}': 'der erste Tag {day}',
  'the last day {day}': 'dem letzten Tag {day}',
  'the last to apply, {day}': 'dem letzten für Anträge, {day}',
  'the least number {number}': 'die Mindestzahl {number}',
  'the most, {number}': 'der Höchstzahl {number}',
  'the {count} options': 'den {count} Optionen',
  'a whole number from 1 to {most}': 'eine ganze Zahl von 1 bis {most}',
  'within what the fact allows': 'etwas, was die Angabe zulässt',
  'an answer that is allowed here': 'eine hier zulässige Antwort',
  'not below the maximum {number}': 'nicht kleiner als das Maximum {number}',
  'outside of what is allowed at all': 'außerhalb des überhaupt Erlaubten',
  column: 'eine Spalte',
  group: 'eine Gruppe',
  option: 'eine Option',
  pack: 'ein Paket',
  question: 'eine Frage',
  role: 'eine Rolle',
  score: 'einen Wert',
  section: 'einen Abschnitt',
  fact: 'eine Angabe',
  list: 'eine Liste',
  'tag value': 'einen Merkmalswert',
  measure: 'eine Maßnahme',
  'option set': 'eine Optionsliste',
  'fact or question': 'eine Angabe oder Frage',
  'fact or name of stages': 'eine Angabe oder einen Namen von Etappen',
  'priority, question, fact or score': 'eine Priorität, eine Frage, eine Angabe oder einen Wert',
  'question, list, section or option set': 'eine Frage, eine Liste, einen Abschnitt oder eine Optionsliste',
  'option {names}': 'Option {names}',
  'the tags {names}': 'die Merkmale {names}',
  'a missing answer, having no {end},': 'eine fehlende Antwort, ohne {end},',
  'the alias "{name}" stands inside of what it stands for': 'der Alias „{name}“ steht in dem, wofür er steht',
  'no anchor "{name}" stands before this alias': 'vor diesem Alias steht kein Anker „{name}“',
  'the control character {name} is not allowed': 'das Steuerzeichen {name} ist nicht erlaubt',
  'a line that starts with "%" is a YAML directive, which is not allowed':
    'eine Zeile, die mit „%“ beginnt, ist eine YAML-Direktive und nicht erlaubt',
  'the quote that starts here is not closed': 'das hier beginnende Anführungszeichen wird nicht geschlossen',
  'tabs cannot indent; use spaces': 'Tabulatoren können nicht einrücken; Leerzeichen verwenden',
  'text with ": " in it needs quotes; keys inside of a key start on a new line':
    'Text mit „: “ darin braucht Anführungszeichen; Schlüssel unter einem Schlüssel beginnen in einer neuen Zeile',
  'text that starts with {sign} needs quotes': 'Text, der mit {sign} beginnt, braucht Anführungszeichen',
  'in double quotes a backslash starts an escape such as \\n; write \\\\ for the backslash itself':
    'in doppelten Anführungszeichen leitet ein Backslash eine Escape-Sequenz wie \\n ein; für ihn selbst \\\\ schreiben',
  'the dash of an entry is followed by a space': 'auf den Strich eines Eintrags folgt ein Leerzeichen',
  'inside of brackets, lists and maps need brackets as well':
    'innerhalb von Klammern brauchen auch Listen und Zuordnungen Klammern',
  'this does not fit here; look at the indentation and the quotes around it':
    'das passt hier nicht; Einrückung und Anführungszeichen ringsum prüfen',
  'the indentation does not match the lines around it, or a bracket is not closed':
    'die Einrückung passt nicht zu den Zeilen ringsum, oder eine Klammer ist nicht geschlossen',
  'a key has at most 1024 characters': 'ein Schlüssel hat höchstens 1024 Zeichen',
  'a value has one anchor at most': 'ein Wert hat höchstens einen Anker',
  'an alias cannot have an anchor': 'ein Alias kann keinen Anker haben',
  'an anchor or alias needs a name': 'ein Anker oder Alias braucht einen Namen',
  'a key stands on one line and is followed by a colon and a space: ":" and not "："':
    'ein Schlüssel steht in einer Zeile, gefolgt von Doppelpunkt („:“, nicht „：“) und Leerzeichen',
  'a key stands on one line and is followed by a colon and a space':
    'ein Schlüssel steht in einer Zeile, gefolgt von Doppelpunkt und Leerzeichen',
  'the line begins with blanks of another kind ({code}); indent with common spaces':
    'die Zeile beginnt mit anderen Leerzeichen ({code}); mit gewöhnlichen einrücken',
  'what goes on after a quoted text needs to be inside of the quotes, too':
    'was nach einem Text in Anführungszeichen weitergeht, muss mit hinein',
  'this line is further in than the one above, whose key has a value already; text with ": " in it needs quotes':
    'diese Zeile ist tiefer eingerückt als die darüber, deren Schlüssel schon einen Wert hat; Text mit „: “ darin braucht Anführungszeichen',
  'aliases stand for more than {count} values': 'Aliase stehen für mehr als {count} Werte',
  'nested more than {count} levels deep': 'mehr als {count} Ebenen tief verschachtelt',
  'too long a chain of values that read one another: it reaches "{name}" after more than {count} levels':
    'zu lange Kette von Werten, die einander lesen: Sie erreicht „{name}“ nach mehr als {count} Ebenen',
  'the file is larger than {count} million characters': 'die Datei hat mehr als {count} Millionen Zeichen',
  'no {code} at "{text}" in {file}': 'kein {code} bei „{text}“ in {file}',
  'Call it {name}, or keep it elsewhere': 'In {name} umbenennen oder anderswo ablegen',
  'Is it {name}? Then call that {other}': 'Ist es {name}? Dann in {other} umbenennen',
  'Put it in brackets: {list}': 'In Klammern setzen: {list}',
  'Possible keys: {keys}': 'Mögliche Schlüssel: {keys}',
  'Maps are not merged: write the keys out; an alias can stand for a whole value':
    'Zuordnungen werden nicht zusammengeführt: die Schlüssel ausschreiben; ein Alias kann für einen ganzen Wert stehen',
  'Write the share as a decimal: {number}': 'Den Anteil als Dezimalzahl schreiben: {number}',
  'Write the number alone: {number}': 'Nur die Zahl schreiben: {number}',
  'Write a decimal with a point: {number}': 'Dezimalzahlen mit Punkt schreiben: {number}',
  'Is it a part of a number? Write a decimal with a point, as {number}':
    'Gehört es zu einer Zahl? Dezimalzahlen mit Punkt schreiben, etwa {number}',
  'Is it a part of a text? Put a text with a comma in quotes':
    'Gehört es zu einem Text? Text mit Komma in Anführungszeichen setzen',
  'Say how it is compared: {least} for at least that, {exact} for exactly that':
    'Angeben, wie verglichen wird: {least} für mindestens, {exact} für genau',
  'Say how it is compared: {test}': 'Angeben, wie verglichen wird: {test}',
  'Sums are in one currency, here {currency}: state every cost in it':
    'Summen stehen in einer Währung, hier {currency}: alle Kosten darin angeben',
  'Say how many of the list: {test}, or items for all': 'Angeben, wie viele der Liste: {test}, oder items für alle',
  'no answers meet its conditions': 'keine Antworten erfüllen ihre Bedingungen',
  'no answers meet its condition': 'keine Antworten erfüllen die Bedingung',
  'no answers meet its condition and none of the tracks above':
    'keine Antworten erfüllen die Bedingung, ohne schon einen Weg darüber zu erfüllen',
  'no answers meet what it wants once the measures are done':
    'keine Antworten erfüllen nach Umsetzung der Maßnahmen, was verlangt ist',
  'what {name} is': 'der Wert von {name}',
  'answered but by an exclusive option': 'anders als mit einer ausschließenden Option beantwortet',
  '"{name}" is at most {number}': '„{name}“ ist höchstens {number}',
  'can rise above {limit} (at most {number})': 'kann über {limit} steigen (höchstens {number})',
  'cannot reach {limit} (at most {number})': 'kann {limit} nicht erreichen (höchstens {number})',
  'no answers bring "{name}" there': 'keine Antworten bringen „{name}“ dorthin',
  '{points} for {option} after {before} for {earlier},': '{points} für {option} nach {before} für {earlier},',
  'there is never a score "{name}"': 'einen Wert „{name}“ gibt es nie',
  'no answers come to case {number} of "{name}"': 'keine Antworten führen zu Fall {number} von „{name}“',
  'the questionnaire is made for nobody': 'der Fragebogen ist für niemanden gedacht',
  'the values of "{name}" fall': 'die Werte von „{name}“ fallen',
  'the condition of "{name}" can hold': 'ob die Bedingung von „{name}“ zutreffen kann',
  'measures lead from the lowest answers to level {level}':
    'ob Maßnahmen von den niedrigsten Antworten zu Stufe {level} führen',
  'every enterprise has a track': 'ob jedes Unternehmen einen Weg hat',
  'whoever it applies to has all it leads to': 'wer in Frage kommt, hat schon alles, wozu sie führt',
  'nothing counts what it leads to': 'nichts zählt, wozu sie führt',
  'too little in {names}': 'zu wenig bei {names}',
  'ended on {day}, before {today}': 'endete am {day}, vor dem {today}',
  'could be applied for until {day}, before {today}': 'war bis {day} zu beantragen, vor dem {today}',
  limits: 'begrenzt',
  prefers: 'bevorzugt',
  'pays for': 'fördert',
  'has no upper end': 'ohne Obergrenze',
  'may be nothing': 'vielleicht null',
  'is never a gap: no answers meet its condition': 'ist nie eine Lücke: Keine Antworten erfüllen die Bedingung',
  'is closed by no measure': 'wird von keiner Maßnahme geschlossen',
  'names no year': 'nennt kein Jahr',
  'is not in a help': 'steht außerhalb einer Hilfe',
  '{count} of {all} texts': '{count} von {all} Texten',
  'the catalogue of measures': 'der Maßnahmenkatalog',
  'the instrument "{name}"': 'die Förderung „{name}“',
  'the questionnaire': 'der Fragebogen',
  'the points of {name}': 'die Punkte von {name}',
  '{first} and {second} are not compared': '{first} und {second} sind nicht verglichen',
  '{first} and {second} are compared twice': '{first} und {second} sind zweimal verglichen',
  'the consistency ratio {number} is above {limit}': 'das Konsistenzverhältnis {number} liegt über {limit}',
  '"{name}" is not among its members': '„{name}“ gehört nicht zu den Mitgliedern',
  'the members have weights of their own': 'die Mitglieder haben eigene Gewichte',
  'at most {count} members can be compared': 'höchstens {count} Mitglieder lassen sich vergleichen',
  'all weights are 0': 'alle Gewichte sind 0',
  'it takes no weights': 'es nimmt keine Gewichte',
  'still in use': 'der Name ist noch in Gebrauch',
  'claimed by "{name}" as well': 'auch „{name}“ beruft sich darauf',
  'the low cost {number} of its measures': 'den niedrigen Kosten {number} der Maßnahmen',
  'a choice, a number or true and false: no measure can raise it':
    'eine Auswahl, eine Zahl oder true und false: Keine Maßnahme kann es erhöhen',
  'what a multiple question takes: {form}': 'was eine Mehrfachauswahl verlangt: {form}',
  'its bases lead back to it': 'die zugrunde gelegten Fälle führen zu ihm zurück',
  'a fact that is stated, not worked out from others': 'eine Angabe, die nicht aus anderen abgeleitet ist',
  'the last character, a check character, should be {character}':
    'das letzte Zeichen, ein Prüfzeichen, müsste {character} sein',
  'take it from the business licence, and keep the column as text':
    'aus der Gewerbelizenz übernehmen und die Spalte als Text belassen',
  'the state answered and no value': 'den Zustand answered und keinen Wert',
  'the state {state} and a value': 'den Zustand {state} und einen Wert',
  '{first} and {second}': '{first} und {second}',
  '{first} or {second}': '{first} oder {second}',
  unknown: 'noch nicht bekannt',
  unanswered: 'nicht beantwortet',
  none: 'nichts',
  // Of any words: the last that are tried.
  '{first}, {second} or {third}': '{first}, {second} oder {third}',
  '{low} to {high}': '{low} bis {high}',
  'Write the number without separators: {number}': 'Die Zahl ohne Trennzeichen schreiben: {number}',
  'Did you mean {word}?': 'Ist {word} gemeint?',
  'Write a colon and a blank instead of “：”: {key}: {value}':
    'Statt „：“ einen Doppelpunkt und ein Leerzeichen schreiben: {key}: {value}',
};
