import type { RuleTexts } from '../load.ts';

export const rules: Partial<RuleTexts> = {
  M101: {
    title: 'Eine Datei, die kein gültiges YAML ist',
    why: 'Nichts aus der Datei lässt sich lesen; bis sie berichtigt ist, wird niemand bewertet. Meist liegt es an einem Text mit Doppelpunkt und Leerzeichen, an einem Tabulator als Einrückung oder an einem fehlenden Anführungszeichen.',
    fix: 'Texte, die `: `, ` #` oder ein Anführungszeichen enthalten, in doppelte Anführungszeichen setzen und mit Leerzeichen einrücken. Markiert ist die Stelle, an der das Lesen abbricht; der Fehler kann kurz davor liegen.',
  },
  M102: {
    title: 'Ein Schlüssel, der doppelt vorkommt',
    why: 'Die meisten Programme behalten von zwei gleichen Schlüsseln den letzten und sagen nichts: Die Hälfte des Geschriebenen wäre weg, und jedes Unternehmen bekäme seine Stufe aus der anderen.',
    fix: 'Einen der beiden streichen oder dem zweiten seinen eigenen Namen geben.',
  },
  M103: {
    title: 'Ein zweites Dokument in einer Datei',
    why: 'Was unter `---` steht, ist für YAML ein neues Dokument. Stillschweigend gelesen endeten die Bewertungsregeln dort, und die übrigen Werte würden nie berechnet.',
    fix: 'Das `---` streichen oder das Folgende in eine eigene Datei verschieben.',
  },
  M104: {
    title: 'Eine leere Datei',
    why: 'Eine Datei, die ein abgebrochener Download oder ein voller Datenträger geleert hat, sieht aus wie Bewertungsregeln ohne Regeln. So gelesen, bekämen alle Unternehmen dasselbe Ergebnis.',
    fix: 'Die Datei wiederherstellen oder löschen, wenn das Paket sie nicht braucht.',
  },
  M105: {
    title: 'Eine Datei, die nicht in UTF-8 gespeichert ist',
    why: 'In der falschen Kodierung gelesen, werden aus Umlauten und chinesischen Zeichen andere: Firmennamen und Fragen stünden falsch in jedem Bericht, und IDs würden nicht mehr passen.',
    fix: 'Die Datei als UTF-8 speichern. Tabellenprogramme und ältere Editoren unter Windows speichern von sich aus in GBK oder einer westlichen Codepage.',
  },
  M106: {
    title: 'Zu viele Aliase, zu tiefe Verschachtelung oder zu lange Ketten',
    why: 'Hinter ein paar Hundert Zeichen aus Aliasen können Milliarden von Werten stehen; ein zugesandtes Paket könnte den Rechner jedes Empfängers lahmlegen. Dasselbe gilt für Hunderte von Werten, von denen jeder den nächsten liest.',
    fix: 'Ausschreiben, wofür die Aliase stehen; nichts darf in sich selbst enthalten sein. Was viele Fragen gemeinsam haben, gehört in Optionslisten und Listen. Eine lange Kette von Werten durch einen Wert über alles ersetzen, was sie liest.',
  },
  M107: {
    title: 'Ein Wert vom falschen Typ',
    why: 'Wörter wie `yes` und Zahlen in Anführungszeichen sind Text. Ein Programm, das rät, macht daraus eine Bedingung, die immer zutrifft, oder eine Grenze, die keine ist.',
    fix: '`true` und `false` ohne Anführungszeichen schreiben, Zahlen als Dezimalzahlen ohne Anführungszeichen, Listen in `[ ]` und Zuordnungen in `{ }`.',
  },
  M108: {
    title: 'Eine Zahl mit mehr als 15 Ziffern',
    why: 'Tabellenprogramme und die meisten anderen behalten 15 Ziffern einer Zahl. Was dahinter steht, ändert sich unterwegs, und ein Unternehmen genau an der Schwelle landet auf der anderen Seite.',
    fix: 'Die Zahl auf 15 gültige Ziffern runden. Eine ID aus Ziffern ist Text und darf beliebig lang sein.',
  },
  M109: {
    title: 'Ein Schlüssel ohne Bedeutung',
    why: 'Ein falsch geschriebener Schlüssel ist eine Regel, die es nicht gibt: Mit `requird: true` darf eine Angabe fehlen, mit `maximun` greift eine Schwelle nie, und niemand merkt es.',
    fix: 'Die vorgeschlagene Schreibweise übernehmen oder den Schlüssel streichen. `matura schema KIND` gibt alle Schlüssel eines Dokuments aus, damit Editoren sie vervollständigen.',
  },
  M110: {
    title: 'Ein Schlüssel, der fehlt',
    why: 'Was eine Frage ist, wo Schritte beginnen oder welche Version ein Paket hat, lässt sich nicht erraten; wer rät, entscheidet über Stufen.',
    fix: 'Den Schlüssel ergänzen. Das Beispiel in `questionnaires/README.md` zeigt jedes Dokument vollständig.',
  },
  M111: {
    title: 'Ein Wort, das nicht zur Auswahl steht',
    why: 'Nur die aufgeführten Wörter haben eine Bedeutung. Ein anderes, etwa `compulsory` bei Nachweisen, würde übergangen, und vor Ort fragte niemand nach dem, was die Behörde braucht.',
    fix: 'Eines der erlaubten Wörter nehmen; das ähnlichste wird vorgeschlagen.',
  },
  M112: {
    title: 'Eine ID, ein Datum oder ein Text in der falschen Form',
    why: 'Aus IDs werden Tabellenspalten, Schlüssel von Antworten und Dateinamen, und Daten entscheiden, welche Förderung offen ist. Nach einem Leerzeichen in einer ID finden Antworten ihre Frage nicht mehr, und einen 31. Februar gibt es nicht.',
    fix: 'IDs bestehen aus Buchstaben, Ziffern, `.`, `-` und `_`; Daten sind Kalendertage wie 2026-01-31; Texte sind nicht leer.',
  },
  M113: {
    title: 'Eine Zahl oder Liste außerhalb ihrer Grenzen',
    why: 'Eine Frage ohne Optionen lässt sich nicht beantworten, ein Wert mit 13 Nachkommastellen nicht ausgeben: Das Paket bliebe mitten in einer Diagnose stehen.',
    fix: 'Die genannten Grenzen einhalten.',
  },
  M114: {
    title: 'Ein Paket ohne Fragebogen oder ohne Bewertungsregeln',
    why: 'Ein Fragebogen ohne Bewertungsregeln fragt alles und bewertet nichts; Bewertungsregeln allein haben keine Antworten. Ein unvollständig kopiertes Paket würde sonst die Prüfung bestehen.',
    fix: 'Beide Dateien unter genau diesen Namen in den Ordner legen.',
  },
  M115: {
    title: 'Ein YAML-Tag',
    why: 'Tags wie `!!float` bringen manche Programme dazu, Werte zu bauen oder gar Code auszuführen; andere übergehen sie. Dasselbe Paket käme anderswo zu anderen Ergebnissen.',
    fix: 'Den Wert ohne Tag schreiben. IDs sind von selbst Text und Zahlen von selbst Dezimalzahlen.',
  },
  M116: {
    title: 'Ein bekannter Befund, den es nicht mehr gibt',
    why: 'Ein Eintrag der Baseline, auf den nichts mehr passt, verdeckt irgendwann den nächsten gleichen Fehler an derselben Stelle.',
    fix: 'Den Eintrag streichen oder `matura validate --write-baseline FILE` erneut ausführen; die Begründungen der übrigen bleiben erhalten. Auch ein übrig gebliebener Kommentar `# matura: ignore M309 Grund` ist zu streichen.',
  },
  M117: {
    title: 'Ein bekannter Befund ohne Begründung',
    why: 'Was niemand begründet hat, hat niemand entschieden: Eine Baseline voller TODO ist eine Liste von Fehlern, mit denen Unternehmen bewertet werden.',
    fix: 'In `reason` oder hinter dem Code im Kommentar `# matura: ignore M309 Grund` sagen, warum der Befund bleiben darf, oder ihn beheben.',
  },
  M118: {
    title: 'Eine Datei, die nicht gelesen wird',
    why: 'Die Teile eines Pakets haben feste Namen. Unter einem anderen werden Maßnahmen nie empfohlen und Fälle nie ausgeführt, und das Paket besteht die Prüfung, als hätte es keine.',
    fix: 'Die Datei so nennen, wie der Befund sagt, oder aus dem Paket entfernen.',
  },
  M201: {
    title: 'Eine ID, die doppelt vergeben ist',
    why: 'Antworten, Punkte und Schwellen finden ihre Frage über die ID. Sind zwei gleich, zählt eine Frage für die andere; IDs, die sich nur in Groß- und Kleinschreibung unterscheiden, werden in den meisten Tabellen und Dateinamen zu einer.',
    fix: 'Eine der beiden umbenennen, mit `renamedFrom`, wenn es unter der alten ID schon Antworten gibt.',
  },
  M202: {
    title: 'Eine ID, die ein Wort des Formats ist',
    why: 'In einem Wert könnte `{ linear: ... }` die Angabe dieses Namens ebenso meinen wie die Regel. Was gilt, hinge davon ab, wer es liest. Mit einem Wert namens `Level` hätte das Paket keine Stufe: Sie ist der Wert `level`.',
    fix: 'Eine längere ID wählen, zum Beispiel `linearMetres` statt `linear`; `level` kleinschreiben.',
  },
  M203: {
    title: 'Ein Name, den es nicht gibt',
    why: 'Ein Wert, der eine nicht vorhandene Frage zählt, zählt für sie nichts: Das Ganze wäre für alle zu niedrig und die Stufe mit ihm.',
    fix: 'Den vorgeschlagenen Namen nehmen oder die Frage, die Angabe, die Liste oder den Wert ergänzen.',
  },
  M204: {
    title: 'Eine Fragenart, die es nicht gibt',
    why: 'Die Art bestimmt, wie eine Frage gestellt, aus einer Tabelle gelesen und bewertet wird. Bei einer unbekannten ist nichts davon möglich.',
    fix: 'Eine der aufgeführten Arten nehmen: `single` ist eine Option, `multiple` beliebig viele, `scale` eine ganze Zahl mit Beschriftungen.',
  },
  M205: {
    title: 'Eine Option, die die Frage nicht hat',
    why: 'Eine Bedingung auf eine Option, die niemand wählen kann, trifft nie zu: Was davon abhängt, wird nie gefragt, nie gewertet und nie bezahlt.',
    fix: 'Eine der Optionen der Frage angeben, mit ihrer ID.',
  },
  M206: {
    title: 'Eine Prüfung, die nicht zu dem passt, was sie prüft',
    why: 'Optionen sind in einer Bedingung nicht größer oder kleiner als andere, und eine Zahl enthält nichts. Eine solche Prüfung träfe bei keinem Unternehmen zu oder bei allen.',
    fix: 'Optionen mit `const` oder `enum` prüfen, Zahlen mit `minimum` und `maximum`, eine Mehrfachauswahl oder Liste mit `contains`. Wo Optionen sich nicht vergleichen lassen, hilft ein Wert.',
  },
  M207: {
    title: 'Ein Wert, der nie gleich sein kann',
    why: 'Eine Zahl wird mit einem Wort verglichen, also trifft die Bedingung nie zu: Die Stufe oder die Förderung dahinter ist unerreichbar.',
    fix: 'Werte und Zahlen mit einer Zahl vergleichen, Ja-Nein-Antworten mit `true` oder `false`.',
  },
  M208: {
    title: 'Etwas, das von sich selbst abhängt',
    why: 'Ein Wert, der Teil seiner selbst ist, lässt sich nicht berechnen, und zwei Förderpolitiken, die einander einbinden, haben keine Reihenfolge: Wessen Obergrenze für ein Unternehmen gilt, bliebe offen.',
    fix: 'Den genannten Kreis an einer Stelle auftrennen.',
  },
  M209: {
    title: 'Ein Wert mit zwei Regeln oder ohne Regel',
    why: 'Summe und Mittelwert derselben Fragen sind verschieden. Gilt stillschweigend eine von beiden, wird die veröffentlichte Schwelle mit der falschen Zahl verglichen.',
    fix: 'Je Wert eine Regel behalten. Sollen zwei zusammenwirken, zwei Werte bilden und einen dritten, der beide zählt.',
  },
  M210: {
    title: 'Punkte für eine Frage aus zwei Listen',
    why: 'Dieselbe Antwort brächte zwei verschiedene Punktzahlen, und welche zählt, hinge von der Reihenfolge in der Datei ab.',
    fix: 'Die Frage aus einer der Listen nehmen oder ihr Punkte unter ihrer eigenen ID geben: Die gehen jeder Liste vor.',
  },
  M211: {
    title: 'Eine Option oder Frage ohne Punkte',
    why: 'Die vergessene Option zählte als nichts: Ein Unternehmen auf halbem Weg verlöre, was es hat, wie in einer bekannten Tabelle mit fünfzehn leeren Zellen.',
    fix: 'Jeder Option ihre Punkte geben; `each` gilt für alle, die nicht genannt sind.',
  },
  M212: {
    title: 'Ein Schlüssel, den die Fragenart nicht hat',
    why: 'Wer `most: 2` schrieb, wollte mehrere Optionen zulassen, die Frage erlaubt aber nur eine. Unternehmen würden etwas anderes gefragt als gemeint war.',
    fix: 'Den Schlüssel streichen oder die Art ändern.',
  },
  M213: {
    title: 'Eine Frage ohne das, was ihre Art braucht',
    why: 'Eine Skala ohne oberes Ende hat keine beste Antwort: Weder das Formular noch der Wert der Frage wissen, wo sie aufhört.',
    fix: 'Den Schlüssel ergänzen: `options` für eine Auswahl, `maximum` für eine Skala, `rows` und `each` für eine Matrix.',
  },
  M214: {
    title: 'Eine zweite Angabe als Schlüssel',
    why: 'Nach dem Schlüssel heißt die Datei des Unternehmens. Mit zwei Schlüsseln hat ein Unternehmen zwei Dateien, und Bewertungen landen mal in der einen, mal in der anderen.',
    fix: '`key: true` nur bei einer Angabe belassen, am besten bei der, die sich nie ändert.',
  },
  M215: {
    title: 'Eine Untergrenze über der Obergrenze',
    why: 'Keine Zahl liegt dazwischen: Jede Antwort würde abgewiesen, jede Förderung wäre zu Ende, bevor sie beginnt.',
    fix: 'Beide vertauschen oder die falsch geschriebene berichtigen.',
  },
  M216: {
    title: 'Ein unmögliches Gewicht',
    why: 'Mit negativem Gewicht verschlechtert eine bessere Antwort den Mittelwert, und sind alle Gewichte 0, gibt es nichts zu teilen.',
    fix: 'In einem Mittelwert Gewichte über 0 verwenden und weglassen, was nicht zählen soll. Ein Abzug ist ein negatives Gewicht in `sum`.',
  },
  M217: {
    title: 'Eine Maßnahme, die es nicht gibt',
    why: 'Eine Maßnahme, die auf einer fehlenden aufbaut, lässt sich nie einplanen; Unternehmen erfahren nichts von dem Schritt, den sie brauchen.',
    fix: 'Die vorgeschlagene ID nehmen oder die Maßnahme ergänzen.',
  },
  M218: {
    title: 'Eine Förderpolitik, die nicht gefunden wird',
    why: 'Die nationalen Förderungen, auf denen eine Stadt aufbaut, fehlten in jeder Empfehlung, und Unternehmen erführen nichts von Geld, das sie beantragen können.',
    fix: 'Die vorgeschlagene ID nehmen oder die Förderpolitik in einen Ordner `policies` neben den Paketen legen.',
  },
  M219: {
    title: 'Eine Förderung, die es nicht gibt',
    why: 'Wer eine Förderung mit falsch geschriebener ID ausschließt, schließt nichts aus: Einem Unternehmen würden zwei Zahlungen zugesagt, die die Behörde nicht zusammen bewilligen darf.',
    fix: 'Die vorgeschlagene ID nehmen oder die Förderung ergänzen.',
  },
  M220: {
    title: 'Eine Stufe, die zweimal vorkommt',
    why: 'Zweierlei Anforderungen stehen für eine Stufe. Welche ein Unternehmen erfüllen muss, hinge von ihrer Reihenfolge ab.',
    fix: 'Den Stufen verschiedene Nummern geben oder beide Bedingungen mit `allOf` zu einer verbinden.',
  },
  M221: {
    title: 'Eine Angabe, von der niemand weiß, was sie sein kann',
    why: 'Ohne Typ kann die Größe eines Unternehmens eine Zahl oder ein Wort sein, und Bedingungen darauf treffen bei beidem nicht zu.',
    fix: 'Der Angabe einen `type` geben oder mit `first` sagen, welchen Wert sie wann hat.',
  },
  M222: {
    title: 'Eine Liste, zu der nichts gehört',
    why: 'Eine Anforderung an alle Szenen einer leeren Liste erfüllt jeder, und ein Mittelwert darüber ist nichts.',
    fix: 'Die Tags der Liste berichtigen oder die gemeinten Fragen damit versehen.',
  },
  M223: {
    title: 'Ein Fall, den es nicht gibt',
    why: 'Ein Fall, der auf einem fehlenden aufbaut, hat keine eigenen Antworten; er prüfte nichts und bestünde trotzdem.',
    fix: 'Die ID eines anderen Falls desselben Pakets nehmen.',
  },
  M224: {
    title: 'Eine abgeleitete Angabe mit zwei Formeln oder ohne Formel',
    why: 'Verhältnis und Differenz derselben Zahlen sind verschiedene Angaben. Gilt stillschweigend eine davon, wird ein Wachstum von 20 Prozent als 20 Millionen gelesen.',
    fix: 'Je Angabe eine Formel behalten.',
  },
  M225: {
    title: 'Eine Formel mit etwas, das keine Zahl ist',
    why: 'Eine Branche lässt sich nicht durch eine Zahl von Beschäftigten teilen. Die abgeleitete Angabe bliebe bei allen leer, und was davon abhängt, wäre nie erfüllt.',
    fix: 'Angaben und Fragen nennen, die Zahlen sind. Aus einer Auswahl wird eine Zahl, wenn ein Wert ihr Punkte gibt.',
  },
  M226: {
    title: 'Ein Anteil von etwas ohne Höchstwert',
    why: 'Ein Wert „von 100“ wird durch das Bestmögliche geteilt. Hat eine Zahl kein Ende, kennt niemand das Ganze, und jeder Anteil wäre erfunden.',
    fix: 'Den Höchstwert mit `best` angeben oder der Zahl ein `maximum` geben.',
  },
  M227: {
    title: 'Vergleiche, aus denen sich keine Gewichte ergeben',
    why: 'Wurden zwei Mitglieder nie verglichen oder jedes wichtiger genannt als das andere, wären die Gewichte erfunden und mit ihnen die Reihenfolge aller Unternehmen.',
    fix: 'Je zwei Mitglieder einmal vergleichen. Widersprechen sich Vergleiche, den ändern, der am wenigsten zu den übrigen passt.',
  },
  M228: {
    title: 'Eine Umbenennung, die nicht eindeutig ist',
    why: 'Antworten unter der alten ID würden zweimal übernommen oder für eine andere Frage, die jetzt so heißt; ein Unternehmen würde nach etwas bewertet, das es nie gesagt hat.',
    fix: 'Jede alte ID nur bei einem Element in `renamedFrom` nennen, und nie, solange noch etwas so heißt.',
  },
  M231: {
    title: 'Maßnahmen, die einander ausschließen, obwohl eine die andere braucht',
    why: 'Eine Maßnahme verträgt sich nicht mit dem, was sie ausschließt, und geht nicht ohne das, was sie braucht: Sie ließe sich nie einplanen, und niemand erführe, warum.',
    fix: 'Den Ausschluss, die gemeinsame Variante oder die Voraussetzung streichen, oder die gemeinte Maßnahme nennen.',
  },
  M233: {
    title: 'Ein Plausibilitätsbereich, den es nicht geben kann',
    why: 'Sind die Grenzen vertauscht, wird bei jeder Zahl nachgefragt; eine Grenze jenseits des Erlaubten fängt nichts ab, obwohl es so aussieht.',
    fix: 'Beide Grenzen zwischen `minimum` und `maximum` legen, die untere unter die obere, und so weit, dass kein wirkliches Unternehmen außerhalb liegt.',
  },
  M301: {
    title: 'Eine Frage, die nie gestellt wird',
    why: 'Ihre Bedingungen widersprechen sich oder verlangen Antworten, die niemand geben kann. Ihre Punkte sind für alle verloren.',
    fix: 'Ihr `when` mit dem ihres Abschnitts vergleichen und mit dem, was sich auf die darin genannten Fragen antworten lässt.',
  },
  M302: {
    title: 'Eine Option oder ein Ergebnis, das nie vorkommt',
    why: 'Eine Größenklasse, die ein früherer Fall immer vorwegnimmt, oder eine Option, die die erlaubte Anzahl ausschließt, sieht berücksichtigt aus und ist es nie.',
    fix: 'Den engeren Fall voranstellen oder die erlaubte Anzahl so wählen, dass die Option Platz hat.',
  },
  M303: {
    title: 'Eine Stufe, die niemand erreichen kann',
    why: 'Unternehmen lesen, was ihnen zu einer Stufe fehlt, die auch die besten Antworten nicht ergeben, und Maßnahmen werden vergeblich gesucht.',
    fix: 'Die Hürde auf das Erreichbare senken oder mehr Antworten zählen lassen.',
  },
  M304: {
    title: 'Eine Stufe, die niemand verfehlen kann',
    why: 'Eine Hürde, die auch die schlechtesten Antworten nehmen, unterscheidet niemanden: Meist stimmt eine Zahl nicht.',
    fix: 'Die Hürde anheben. Ist die unterste Stufe für alle gedacht, ihr `when` weglassen.',
  },
  M305: {
    title: 'Eine Anforderung, die sich schon aus den anderen ergibt',
    why: 'Sie sieht aus wie eine Hürde und hält niemanden auf: Wer die übrigen Anforderungen der Stufe und der darunter erfüllt, erfüllt auch sie. Oft ist ihre Zahl falsch.',
    fix: 'Sie anheben, bis sie etwas bewirkt, oder weglassen.',
  },
  M306: {
    title: 'Ein Wert, der seine Skala verlässt oder ihr Ende nicht erreicht',
    why: 'Bei `to: 100` liest man den Wert als Prozent. Ein zu niedriges `best` ergibt 120 %, mit einem zu hohen sind 100 % unmöglich.',
    fix: 'Als `best` angeben, was die Mitglieder wirklich ergeben, oder es weglassen, wo es sich aus ihnen ergibt.',
  },
  M307: {
    title: 'Ein Band, in das kein Wert fällt',
    why: 'Bänder für eine andere Skala (0 bis 100 über einem Wert von 0 bis 8) schieben alle in die untersten. Eine Obergrenze nach Bändern, in die niemand kommt, ist keine.',
    fix: 'Die Bänder auf der Skala dessen angeben, was sie lesen, oder dieses mit `to` umrechnen.',
  },
  M308: {
    title: 'Punkte, die fallen, obwohl die Optionen steigen',
    why: 'Optionen stehen von der niedrigsten zur höchsten Reife; Maßnahmen heben Antworten in dieser Reihenfolge. Zählt eine spätere weniger, kostet ein Schritt voran Punkte.',
    fix: 'Die Punkte berichtigen oder die Optionen ordnen. Punkte, die von der ersten bis zur letzten fallen, etwa bei Risiken, gelten als gewollt.',
  },
  M309: {
    title: 'Gewichte, die fast aufgehen',
    why: 'Gewichte von 0,33, 0,33 und 0,33 oder von 40, 35 und 24 sollten ein Ganzes ergeben. In einer Summe ist der Höchstwert dann unerreichbar, in einem Mittelwert zählt ein Mitglied mehr als veröffentlicht.',
    fix: 'Sie genau 1 oder 100 ergeben lassen. Gewichte, die keine Teile eines Ganzen sind, dürfen beliebig viel ergeben.',
  },
  M310: {
    title: 'Ein leerer Fragebogen, der eine Stufe erreicht',
    why: 'Eine `missing`-Regel, die Nichtgesagtes als Bestes zählt, vergibt eine Stufe dafür, alles leer zu lassen.',
    fix: 'Unbeantwortete Fragen offen lassen (`open`) oder als `zero` zählen.',
  },
  M311: {
    title: 'Eine Bedingung, die nie zutreffen kann',
    why: 'Zwei Forderungen schließen einander aus, oder ein früherer Fall nimmt alles vorweg: Der Wert oder der Fall dahinter zählt nie.',
    fix: 'Die Teile der Bedingung miteinander vergleichen und mit denen der Fälle davor.',
  },
  M312: {
    title: 'Eine Frage, die nirgends gelesen wird',
    why: 'Jedes Unternehmen beantwortet sie, und nichts ändert sich: Entweder hat ein Wert sie vergessen, oder sie kostet nur Zeit.',
    fix: 'Sie in einem Wert zählen, in einer Bedingung lesen oder streichen. Fragen vom Typ `text` oder `date` bleiben unbeanstandet: Sie können nur festhalten, was niemand zählt.',
  },
  M313: {
    title: 'Eine fehlende Antwort, die als gute zählt',
    why: 'Wo weniger Punkte besser sind, ist `zero` oder `worst` das Beste, was sich sagen lässt: Wer die Zahl der Fehler offen lässt, gilt als fehlerfrei.',
    fix: 'Sie offen lassen (`open`) oder als `full` zählen: Das sind die meisten Punkte und hier also das Schlechteste.',
  },
  M314: {
    title: 'Fälle, die etwas auslassen',
    why: 'Trifft kein Fall zu, ist die Angabe leer: Bedingungen darauf scheitern, und wer übrig bleibt, bekommt danach weder Stufe noch Maßnahme noch Geld.',
    fix: 'Den letzten Fall ohne `when` lassen oder die Lücke zwischen den Grenzen schließen.',
  },
  M315: {
    title: 'Zwei Schritte, die dasselbe ergeben',
    why: 'Die Grenze zwischen ihnen unterscheidet niemanden: Meist wurde ein Wert kopiert und nicht geändert.',
    fix: 'Dem oberen Schritt seinen eigenen Wert geben oder ihn streichen.',
  },
  M316: {
    title: 'Ein Fragebogen, der Unternehmen nicht unterscheiden kann',
    why: 'Ohne eine Angabe als Schlüssel lässt sich eine Bewertung auswerten, aber nicht ablegen: kein Verlauf, kein hinterlegter Maßnahmenplan, kein Portfolio.',
    fix: 'Die Registernummer oder einen eigenen Namen für jedes Unternehmen mit `key: true` und `required: true` kennzeichnen.',
  },
  M317: {
    title: 'Eine Stufe, die weniger verlangt als die darunter',
    why: 'Wer über diese Grenze hinaus besser wird, fällt zurück: Meist steht `maximum` statt `minimum` da.',
    fix: 'Mindestens ebenso viel verlangen. Was klein bleiben muss, etwa Fehler, gehört nicht in die Anforderungen einer niedrigeren Stufe.',
  },
  M320: {
    title: 'Etwas, das sich nicht entscheiden ließ',
    why: 'Die Prüfungen der Logik sind exakt: Sie finden Antworten oder beweisen, dass es keine gibt. Gelang in der Zeit beides nicht, sagt es dieser Befund, statt zu raten.',
    fix: 'Zahlen einen kleinsten und größten Wert geben, sie mit Grenzen statt mit einem einzelnen Wert vergleichen oder die Bedingung aufteilen.',
  },
  M401: {
    title: 'Eine Maßnahme, die nie in Frage kommt',
    why: 'Sie steht im Katalog, wurde kalkuliert und übersetzt, und niemandem wird sie vorgeschlagen; was sie schließen würde, bleibt offen.',
    fix: 'Die Teile ihres `when` miteinander vergleichen und mit dem, was sich antworten lässt.',
  },
  M402: {
    title: 'Eine Maßnahme, die nichts schließt',
    why: 'Entweder lässt ihre Bedingung nur die zu, die schon alles haben, wozu sie führt, oder das zählt nirgends. Auf dem Papier kostet sie Geld, und lohnen kann sie sich nie.',
    fix: 'In `when` die Antworten nennen, die noch fehlen, und in `achieves` solche, die ein Wert, eine Stufe oder eine Förderung liest.',
  },
  M403: {
    title: 'Eine Stufe, zu der keine Maßnahmen führen',
    why: 'Ein Unternehmen ganz unten, das auf diese Stufe zielt, bekommt einen Plan, der vorher endet, und nichts gegen das, was dann noch fehlt.',
    fix: 'Maßnahmen für die genannten Antworten ergänzen oder vorhandene weiter führen lassen.',
  },
  M404: {
    title: 'Eine Förderung, die niemand bekommen kann',
    why: 'Das Geld ist angekündigt, und jedes Unternehmen liest, dass es nicht berechtigt ist.',
    fix: 'Die Teile von `when` und `after` miteinander vergleichen und mit dem, was Antworten und Werte sein können.',
  },
  M405: {
    title: 'Eine Förderung, die beendet ist',
    why: 'Eine abgelaufene Förderregel, oder eine, für die sich niemand mehr bewerben kann, macht jeden neuen Maßnahmenplan unbemerkt kürzer, als er sein könnte.',
    fix: 'Nachsehen, ob die Förderung verlängert oder ersetzt wurde; wenn nicht, sie entfernen. Es gilt der Tag von `--as-of`, sonst der heutige: Eine Prüfung ohne Befund kann ihn später haben und hat ihn dann immer. Was erst beginnt, ist kein Fehler. Soll eine Förderung als beendet stehen bleiben, sie in eine Baseline aufnehmen.',
  },
  M406: {
    title: 'Eine Obergrenze unter der Untergrenze',
    why: 'Was auch geantwortet wird, der Wert oder Betrag ist immer die Obergrenze: Woraus er berechnet wird, zählt nicht.',
    fix: 'Beide Grenzen berichtigen; meist ist eine Null zu viel oder zu wenig.',
  },
  M407: {
    title: 'Ein Unternehmen ohne Weg',
    why: 'Eine Größenklasse, die kein Weg nennt, bekommt einen Maßnahmenplan ohne Richtung: Die Maßnahmen stehen in keiner vom Ort gewollten Reihenfolge.',
    fix: 'Die fehlende Klasse bei einem Weg nennen oder den letzten ohne `when` lassen: Er nimmt alle, die übrig sind.',
  },
  M408: {
    title: 'Ein Inhalt ohne Quelle',
    why: 'Niemand kann nachprüfen, was einem Unternehmen gesagt wird, oder merken, dass eine Vorschrift ersetzt wurde. Jede Förderung steht in einer eigenen Vorschrift.',
    fix: 'Unter `source` das Dokument nennen, sein Datum und ob jemand beides verglichen hat; eigene Inhalte nennen sich selbst.',
  },
  M409: {
    title: 'Ein Tag, den keine Maßnahme trägt',
    why: 'Eine Förderung zahlt für Maßnahmen mit ihren Tags, ein Weg zieht manche vor: Ist der Tag im Katalog anders geschrieben, zahlt das Geld für nichts, und eine Obergrenze begrenzt nichts.',
    fix: 'Die Tags des Katalogs verwenden oder sie den gemeinten Maßnahmen geben.',
  },
  M410: {
    title: 'Eine Förderung, die sich selbst ausschließt',
    why: 'Mit sich selbst verträgt sie sich nicht, also nie; gemeint war eine andere, und die gibt es jetzt doppelt.',
    fix: 'Die gemeinte Förderung nennen oder den Ausschluss weglassen.',
  },
  M411: {
    title: 'Ein Betrag nach den Zinsen eines Kredits, den es nicht gibt',
    why: 'Ohne Konditionen weiß niemand, was der Kredit kostet: Der Betrag bleibt für jedes Unternehmen unbekannt.',
    fix: 'Unter `terms` den Kredit beschreiben: Summe, Zinssatz, Laufzeit in Monaten und Tilgung, oder die Zinsen jedes Jahres. Was die Quelle nicht nennt, ist null.',
  },
  M412: {
    title: 'Ein Weg oder eine Staffel, in die niemand kommt',
    why: 'Ein Weg nimmt nur, wen keiner darüber nimmt: Was ein engerer bietet, geht hinter einem weiteren verloren. Eine Staffel, die zu viel verlangt, fehlt in jedem Bericht für immer.',
    fix: 'Den engeren Weg voranstellen. Die Teile der Bedingung miteinander vergleichen und mit dem, was Antworten und Werte sein können.',
  },
  M413: {
    title: 'Förderung in einer anderen Währung als die Maßnahmen',
    why: 'Geld zweier Währungen lässt sich ohne Kurs weder addieren noch vergleichen, und keiner ist angegeben: Die Förderung steht in keiner Summe, und ein Betrag, der sich nach den Kosten richtet, ist unbekannt.',
    fix: 'Die Beträge in der Währung der Maßnahmen angeben oder die Förderpolitik mit Fragebögen verwenden, deren Maßnahmen in ihrer Währung kosten.',
  },
  M414: {
    title: 'Niedrige Kosten über den hohen',
    why: 'Beide Enden folgen aus Angaben, jedes nach seiner Regel, und bei manchen Unternehmen kreuzen sie sich: Dann werden sie geordnet, und die Spanne ist nicht die gemeinte.',
    fix: 'Beide Regeln bei den genannten Antworten vergleichen; meist hat nur eine einen bestimmten Schritt, oder eine Null ist zu viel.',
  },
  M415: {
    title: 'Kosten ohne Ende',
    why: 'Solange eine Angabe offen ist, kann der Betrag alles sein, was die Regel zulässt. Hat er kein oberes Ende oder kann er leer sein, hat die Maßnahme keine Kosten: Sie fehlt in jeder Summe und innerhalb eines Budgets in jedem Plan.',
    fix: 'Die Regel enden lassen: `steps`, `linear`, ein `cap` oder eine Angabe mit `maximum`. Die Schritte beim kleinsten Wert der Angabe beginnen lassen und die Fälle mit einem für alle übrigen beenden.',
  },
  M416: {
    title: 'Eine Priorität, die offen bleibt',
    why: 'Sie geht allen Kosten vor, und kein Plan schließt sie je: Niemand hat diese Lücke, oder jedes Unternehmen, das sie hat, liest, dass nichts zu machen sei.',
    fix: 'Eine Maßnahme zu Antworten führen lassen, mit denen `when` nicht mehr zutrifft, oder die Priorität bei denen, die an der Ursache arbeiten, in `addresses` nennen.',
  },
  M417: {
    title: 'Mehr gezahlt als ausgegeben',
    why: 'Ein Satz über 1 zahlt mehr, als es kostet; meist steht 30 statt 30 % da, oder die Sätze mehrerer Zuschüsse wurden addiert.',
    fix: 'Den Satz als Anteil der Kosten schreiben: 0.3 für 30 %.',
  },
  M418: {
    title: 'Eine Obergrenze, die mit der Stufe fällt',
    why: 'Wer mehr erreicht, bekommt weniger: Meist sind zwei Schritte vertauscht.',
    fix: 'Die Beträge in die Reihenfolge der Stufen bringen.',
  },
  M419: {
    title: 'Eine Maßnahme, die ihren Voraussetzungen nichts hinzufügt',
    why: 'Wozu sie führt, ist mit den Maßnahmen davor schon erreicht: Sie kostet Geld und schließt keine Lücke.',
    fix: 'Sie weiter führen lassen oder `needs` streichen, wo sie ohne auskommt.',
  },
  M420: {
    title: 'Eine Maßnahme, die eine Generation dauert',
    why: 'Dauern stehen in Monaten; wurden Tage oder Wochen eingetragen, endet jeder Plan Jahre zu spät.',
    fix: 'Die Dauer in Monaten angeben.',
  },
  M421: {
    title: 'Ein unsinniges Datum',
    why: 'Ein Jahr mit einer Ziffer zu viel oder an der falschen Stelle entscheidet, ob eine Förderung gilt und wie alt eine Quelle ist.',
    fix: 'Das Jahr berichtigen.',
  },
  M422: {
    title: 'Eine Adresse, die kein Browser öffnet',
    why: 'Berichte nennen sie als Fundort einer Regel oder Zahl, und niemand kommt dorthin.',
    fix: 'Die ganze Adresse schreiben, etwa https://example.org/page. Ein Dokument, das nicht im Netz steht, braucht keine.',
  },
  M501: {
    title: 'Ein Text, der nicht übersetzt ist',
    why: 'Wer in dieser Sprache antwortet, stößt mitten im Satz auf eine andere und rät.',
    fix: 'Die Übersetzung ergänzen. Ein Text für alle Sprachen passt nur bei Namen und Zahlen.',
  },
  M502: {
    title: 'Derselbe Text in zwei Sprachen',
    why: 'Ein kopierter, nicht übersetzter Text gilt bei jeder Zählung als übersetzt.',
    fix: 'Ihn übersetzen. Namen aus höchstens drei lateinisch geschriebenen Wörtern und Zahlen dürfen gleich sein.',
  },
  M503: {
    title: 'Platzhalter, die sich zwischen den Sprachen unterscheiden',
    why: 'Was in einer Sprache eingesetzt wird, fehlt in der anderen, oder dort steht ein anderes Jahr.',
    fix: 'In jeder Sprache dieselben Platzhalter verwenden; die Reihenfolge ist frei.',
  },
  M504: {
    title: 'Eine Option, die für ein Terminal zu lang ist',
    why: 'Bei 80 Spalten und 24 Zeilen verschwinden die Optionen ringsum, und niemand vergleicht, was nicht zusammen zu sehen ist.',
    fix: 'In der Option sagen, was sie von den anderen unterscheidet; alles Weitere gehört in die Hilfe der Frage.',
  },
  M505: {
    title: 'Eine Sprache, die das Paket nicht aufführt',
    why: 'Niemandem wird diese Sprache angeboten, die Übersetzung war also umsonst; oder die Kennung ist falsch geschrieben, und ihre Leser bekommen eine andere Sprache.',
    fix: 'Die Sprache in `languages` aufnehmen oder die Kennung berichtigen.',
  },
  M506: {
    title: 'Ein Text ohne die Sprache, auf die zurückgegriffen wird',
    why: 'Die erste aufgeführte Sprache vertritt alle fehlenden. Fehlt sie selbst, bekommen Leser, was gerade an erster Stelle steht.',
    fix: 'Den Text in der ersten Sprache von `languages` schreiben oder dort die Sprache voranstellen, in der alle Texte vorliegen.',
  },
  M507: {
    title: 'Ein Zeichen, das niemand sieht',
    why: 'Zeichen, die die Schreibrichtung umkehren, zeigen einen anderen Text als dasteht, und Steuerzeichen bewegen den Cursor eines Terminals: Was jemand freigibt, ist nicht, was gefragt wird.',
    fix: 'Das Zeichen löschen. Meist kam es mit einem Text von einer Webseite oder aus einer Textverarbeitung.',
  },
  M508: {
    title: 'Zahlen, die sich zwischen den Sprachen unterscheiden',
    why: 'Wer die andere Sprache liest, beantwortet eine andere Frage oder rechnet mit anderem Geld, und dem Ergebnis sieht es niemand an.',
    fix: 'Die Zahl schreiben, die gilt. Beide Texte müssen gleich viele Zahlen enthalten und jede, die dem anderen fehlt; in Worten Geschriebenes und Daten werden nicht verglichen. Außer bei Prozentwerten zählen nur die Ziffern, denn aus 1.500.000 wird anderswo 150万. Sind beide richtig, etwa 3 Meilen und 5 km, den Befund in eine Baseline aufnehmen.',
  },
  M509: {
    title: 'Zwei gleich lautende Optionen, Beschriftungen, Stufen oder Maßnahmen',
    why: 'Niemand weiß, welche zu wählen ist, und ein Export mit Antworttexten lässt sich nicht lesen: Solche Zeilen werden zurückgewiesen.',
    fix: 'In jeder sagen, was sie unterscheidet. Groß- und Kleinschreibung, Leerzeichen und vollbreite Zeichen unterscheiden nicht.',
  },
  M510: {
    title: 'Ein Platzhalter, der kein Jahr ist',
    why: 'Für ihn wird nichts eingesetzt: Wer antwortet, liest die geschweiften Klammern.',
    fix: 'Hilfen von Angaben und Fragen dürfen `{year}`, das Jahr der Bewertung, und `{year-1}` bis `{year-9}` davor nennen. Andere Texte nicht, denn an ihnen werden Tabellenüberschriften erkannt.',
  },
  M511: {
    title: 'Ein unfertiger Text',
    why: 'Unternehmen läsen die Notiz, die für die Verfasser des Pakets gedacht war.',
    fix: 'Den Text schreiben oder den Teil entfernen, der noch keinen hat.',
  },
  M512: {
    title: 'Ein Leerzeichen am Ende eines Textes',
    why: 'Niemand sieht es, und es steht in Überschriften, Exporten und Tabellen: Ein Vergleich nach dem Text schlägt fehl.',
    fix: 'Es entfernen. Text in Anführungszeichen behält die Leerzeichen an seinen Enden.',
  },
  M513: {
    title: 'Zwei Fragen mit demselben Wortlaut',
    why: 'Meist ist die zweite eine Kopie, die nie geändert wurde. Wer antwortet, kann sie nicht unterscheiden, und eine Tabelle mit diesen Texten als Überschriften auch nicht. Bei gleichem Titel heißen beide in Berichten gleich.',
    fix: 'In Text und Titel jeder Frage sagen, wonach sie fragt, oder eine streichen.',
  },
  M514: {
    title: 'Eine Zahl ohne Beschriftung zwischen beschrifteten',
    why: 'Was die Zahlen links und rechts bedeuten, ist zu lesen; diese muss man erraten.',
    fix: 'Sie beschriften oder nur die Enden der Skala beschriften.',
  },
  M515: {
    title: 'Ein Text in einer anderen Sprache, als dabeisteht',
    why: 'Meist wurden zwei Sprachen vertauscht: Jeder Leser bekommt den Text der anderen.',
    fix: 'Jeden Text unter seine eigene Sprache setzen.',
  },
  M601: {
    title: 'Eine ID, die es seit der verglichenen Revision nicht mehr gibt',
    why: 'Antworten stehen unter IDs. Die aus früheren Bewertungen haben keinen Platz mehr, und eine umbenannte Frage fängt bei null an.',
    fix: 'Bei einer Umbenennung die alte ID in `renamedFrom` nennen. Ein Paket behält seine ID für immer. Was absichtlich entfernt wurde, kann so bleiben: `matura diff OLD NEW --files DIR` sagt, was verloren geht.',
  },
  M602: {
    title: 'Eine Änderung unter derselben Version',
    why: 'Jedes Ergebnis nennt die Version, aus der es stammt. Ergibt eine Version zwei Ergebnisse für dieselben Antworten, weiß niemand, auf welchem eine Datei, eine Tabelle oder ein Zuschuss beruht.',
    fix: 'Bei jeder Änderung an Fragen, Wertung oder Förderung `version` erhöhen. Nur Formulierungen dürfen sich ohne ändern.',
  },
  M603: {
    title: 'Ein Fall, der für dieselben Antworten etwas anderes erwartet',
    why: 'Bisher stimmte der Fall. Dass sich ein Wert geändert hat, ist nirgends mehr zu sehen, wenn die Erwartung mit geändert wurde.',
    fix: 'Die neue Zahl von jemandem mit Fachkenntnis bestätigen lassen. Stammt die alte aus einer Veröffentlichung, sind die Bewertungsregeln falsch, nicht der Fall.',
  },
  M604: {
    title: 'Eine Version, die zurückgeht',
    why: 'Wer die neueste Version sucht, nimmt die alte, und dieselbe Version könnte für zweierlei Inhalt stehen.',
    fix: 'Eine Version über der vorigen vergeben, auch wenn ein früherer Stand wiederkehrt: 1.3 mit dem Inhalt von 1.1 ist trotzdem 1.3.',
  },
  A101: {
    title: 'Eine Antwort auf etwas, das nicht gefragt wird',
    why: 'Eine falsch geschriebene ID würde übergangen und die Frage als unbeantwortet gezählt: Das Unternehmen bekäme eine zu niedrige Stufe.',
    fix: 'Die vorgeschlagene ID nehmen; `matura explain` und der Fragebogen nennen die IDs. Jede Zeile einer Matrix wird einzeln beantwortet, als `matrix/row`.',
  },
  A102: {
    title: 'Eine Antwort, die keine Option ist',
    why: 'Eine Option, die die Frage nicht hat, bringt keine Punkte, obwohl das Unternehmen etwas gewählt hat.',
    fix: 'Die ID einer der Optionen schreiben, nicht ihren Text.',
  },
  A103: {
    title: 'Eine Antwort vom falschen Typ',
    why: 'Mehrere Antworten, wo nach einer gefragt ist, oder ein Wort statt einer Zahl: Welcher Teil zählt, wäre Willkür.',
    fix: 'Eine Option oder eine Zahl angeben; nur eine Mehrfachauswahl nimmt eine Liste.',
  },
  A104: {
    title: 'Eine Zahl außerhalb ihres Bereichs',
    why: 'Eine mit 40 beantwortete Skala bis 4 würde den Mittelwert eines ganzen Abschnitts heben, und minus drei Beschäftigte machen jedes Verhältnis negativ.',
    fix: 'Die Zahl berichtigen; auch auf die Einheit achten.',
  },
  A105: {
    title: 'Zwei Optionen, die einander ausschließen',
    why: 'Wer „nichts davon“ und etwas anderes ankreuzt, sagt zweierlei. Welches zählt, wäre eine Vermutung über das Unternehmen.',
    fix: 'Noch einmal fragen und eine der beiden behalten.',
  },
  A106: {
    title: 'Eine Option, die zweimal gewählt ist',
    why: 'Doppelt gezählt brächte ein Kreuz doppelte Punkte.',
    fix: 'Jede Option einmal nennen. Vielleicht wurden zwei Zeilen eines Exports zusammengefügt.',
  },
  A107: {
    title: 'Zu viele oder zu wenige Optionen',
    why: 'Wo höchstens zwei erlaubt sind, bekäme ein Unternehmen, das alles ankreuzt, für die am wenigsten ehrliche Antwort die meisten Punkte.',
    fix: 'So viele Optionen wählen, wie die Frage erlaubt.',
  },
  A108: {
    title: '„Nicht zutreffend“, wo es nicht erlaubt ist',
    why: 'Was nicht zutrifft, bleibt aus dem Mittelwert heraus. Ließe sich jede Schwäche so bezeichnen, wären alle reif.',
    fix: 'Die Frage beantworten, sie als `unknown` kennzeichnen oder es im Fragebogen mit `notApplicable: true` erlauben.',
  },
  A109: {
    title: 'Eine Pflichtangabe, die fehlt',
    why: 'Ohne sie hat das Unternehmen keine eigene Datei, oder es bleibt offen, welcher Weg und welches Geld in Frage kommen.',
    fix: 'Die Angabe ergänzen.',
  },
  A110: {
    title: 'Ein einheitlicher Sozialkreditcode mit einem Tippfehler',
    why: 'Das letzte Zeichen errechnet sich aus den anderen. Mit einer falschen Ziffer ist es ein anderes Unternehmen oder keines: Bewertung und Geld landeten in der falschen Datei.',
    fix: 'Den Code mit der Gewerbelizenz vergleichen.',
  },
  A111: {
    title: 'Eine ID, die ein Tabellenprogramm gerundet hat',
    why: 'Tabellenprogramme behalten 15 Ziffern einer Zahl und schreiben für den Rest 9,13E+17. Die verlorenen Ziffern lassen sich nicht wiederherstellen, und mehrere Unternehmen werden zu einem.',
    fix: 'Die Spalte als Text exportieren und neu einlesen. Nicht mit Nullen auffüllen.',
  },
  A112: {
    title: 'Antworten zu einem anderen Paket',
    why: 'Dieselben IDs können anderswo andere Fragen bedeuten: Die Stufe sähe richtig aus und wäre falsch.',
    fix: 'Die Antworten mit dem Paket auswerten, das sie nennen.',
  },
  A113: {
    title: 'Ein Wert, der zugleich als unbekannt gilt',
    why: 'Die Antwort sagt, dass sie nicht bekannt ist, und was sie ist. Was man auch nimmt, das Unternehmen hat auch das andere gesagt.',
    fix: 'Den Zustand oder den Wert entfernen.',
  },
  A114: {
    title: 'Eine offene Antwort, wo die Bewertungsregeln keine zulassen',
    why: 'Die Bewertungsregeln sagen, dass eine offene Antwort hier nicht gewertet werden kann. Eine Stufe ohne sie wäre nicht die veröffentlichte.',
    fix: 'Die Frage beantworten oder `missing` in den Bewertungsregeln ändern, wenn das Rahmenwerk es erlaubt.',
  },
  A115: {
    title: 'Antworten zu einer anderen Version',
    why: 'Fragen können seither etwas anderes bedeuten. Unverändert ausgewertet bekämen alte Antworten eine Stufe, die ihnen niemand gegeben hat.',
    fix: '`--migrate` verwenden: Es übernimmt, was das Paket als umbenannt nennt, und nennt, was verloren geht; oder die Antworten prüfen und die Version ändern.',
  },
};
