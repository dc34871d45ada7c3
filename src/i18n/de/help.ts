import type { HelpTexts } from '../load.ts';

/** Texts of the help, each by the English one that stands in the code. */
export const help: HelpTexts['help'] = {
  'Digital-maturity assessments of enterprises: ask for answers or read them, score them against a rubric, keep one file per enterprise and write a policy for each. Works entirely offline.':
    'Digitale Reife von Unternehmen bewerten: Antworten erfragen oder einlesen, nach Bewertungsregeln auswerten, je Unternehmen eine Datei führen und einen Maßnahmenplan schreiben. Arbeitet vollständig offline.',
  'show the version': 'Version anzeigen',
  "language: {codes} (default: the system's)": 'Sprache: {codes} (Standard: die des Systems)',
  'show this help': 'diese Hilfe anzeigen',
  'Assess an enterprise by interview; writes its file and its policy':
    'Unternehmen im Gespräch bewerten; schreibt Unternehmensdatei und Maßnahmenplan',
  'Score one set of answers: a YAML or JSON file, an enterprise file, or - for standard input':
    'Antworten eines Unternehmens auswerten: YAML, JSON, Unternehmensdatei oder - für die Standardeingabe',
  'Write an empty answer sheet to fill in: YAML, CSV, XLSX, a Word document for paper, a survey form':
    'Leeren Antwortbogen erzeugen: YAML, CSV, XLSX, Word-Dokument zum Ausdrucken oder Umfrage',
  'Write a form to fill in offline, in any browser: a single HTML file':
    'Formular erzeugen, das sich in jedem Browser offline ausfüllen lässt: eine HTML-Datei',
  'Add answers saved by the browser form to the enterprise files':
    'Im Browserformular gespeicherte Antworten in die Unternehmensdateien übernehmen',
  'Assess:': 'Bewerten:',
  'Score exports: CSV or XLSX tables of many enterprises':
    'Exporte auswerten: CSV- oder XLSX-Tabellen mit vielen Unternehmen',
  'Match the columns of an export to the questions, for review':
    'Spalten eines Exports den Fragen zuordnen, zur Durchsicht',
  'Score many:': 'Viele auswerten:',
  'Explain where a score or the level comes from, down to the answers':
    'Erklären, wie ein Wert oder die Stufe zustande kommt, bis zu den Antworten',
  'Show level, scores and policy under changed answers, side by side':
    'Stufe, Werte und Maßnahmenplan bei geänderten Antworten gegenüberstellen',
  'Compare assessments of an enterprise: over time, self against on-site, or with its peers':
    'Bewertungen eines Unternehmens vergleichen: im Zeitverlauf, selbst und vor Ort, oder mit anderen',
  'Understand:': 'Verstehen:',
  'Recommend measures that reach a level and close the worst gaps at little cost, with a schedule and funding':
    'Maßnahmen empfehlen, die eine Stufe günstig erreichen und die größten Lücken schließen, mit Zeitplan und Förderung',
  'Record what became of the policy of an enterprise: measures planned, started, done; money applied for, granted, paid':
    'Festhalten, was aus dem Maßnahmenplan wurde: Maßnahmen geplant, begonnen, umgesetzt; Geld beantragt, bewilligt, ausgezahlt',
  'Plan:': 'Planen:',
  'Write the report of one enterprise: a web page, a Word document or a PDF':
    'Bericht eines Unternehmens schreiben: Webseite, Word-Dokument oder PDF',
  'Report:': 'Berichten:',
  'Report on many enterprises, from enterprise files and batch results: coverage, levels, ranking, data quality':
    'Viele Unternehmen zusammenfassen, aus Unternehmensdateien und Batch-Ergebnissen: Abdeckung, Stufen, Rang, Datenqualität',
  'Generate a synthetic region, marked as such: registry, exports, supplier links, assessments over time':
    'Synthetische Region erzeugen, als solche gekennzeichnet: Register, Exporte, Lieferbeziehungen, Bewertungen im Zeitverlauf',
  'Programme:': 'Programm:',
  'Check that enterprise files are as they were written; names what was altered, removed or inserted':
    'Prüfen, ob Unternehmensdateien so sind, wie sie geschrieben wurden; nennt, was geändert, entfernt oder eingefügt wurde',
  'check the chains only: do not score assessments again': 'nur die Ketten prüfen: Bewertungen nicht neu auswerten',
  'PATH is an enterprise file, a folder of them, or the key of an enterprise in the folder of --files; without one, that folder is checked. Every enterprise file ends in a chain of digests over its assessments and records: what was altered, removed, inserted, moved, cut off or renamed since is named. Assessments are scored again where their pack is found. Keep the output of --json somewhere else: whoever rewrites a whole file, chain and all, gives it another head.':
    'PATH ist eine Unternehmensdatei, ein Ordner mit solchen oder der Schlüssel eines Unternehmens im Ordner von --files; ohne Angabe wird dieser Ordner geprüft. Jede Unternehmensdatei endet mit einer Kette von Prüfsummen über ihre Bewertungen und Vermerke: Was seither geändert, entfernt, eingefügt, verschoben, abgeschnitten oder umbenannt wurde, wird genannt. Bewertungen werden neu ausgewertet, wo ihr Paket gefunden wird. Die Ausgabe von --json an einem anderen Ort aufbewahren: Wer eine ganze Datei samt Kette neu schreibt, gibt ihr einen anderen Kopf.',
  'Exit code 0: nothing was found; 1: something was altered; 3: a path is missing or holds no enterprise file.':
    'Exit-Code 0: nichts gefunden; 1: etwas wurde geändert; 3: ein Pfad fehlt oder enthält keine Unternehmensdatei.',
  'Remove who assessed, notes, evidence and contacts from the file of an enterprise':
    'Bewertende Personen, Notizen, Nachweise und Kontakte aus der Datei eines Unternehmens entfernen',
  'For a person who asks for it: who assessed and recorded, notes, evidence, and facts that are an e-mail address or a telephone number are removed from all assessments and records of ENTERPRISE, an enterprise file or the key of one in the folder of --files. Answers, scores and records stay, and matura verify still finds what is altered: salted digests of what was removed remain. It cannot be undone, and copies, reports and policies written before are not reached.':
    'Für eine Person, die darum bittet: Wer bewertet und vermerkt hat, Notizen, Nachweise sowie Angaben, die eine E-Mail-Adresse oder Telefonnummer sind, werden aus allen Bewertungen und Vermerken von ENTERPRISE entfernt, einer Unternehmensdatei oder dem Schlüssel eines Unternehmens im Ordner von --files. Antworten, Werte und Vermerke bleiben, und matura verify findet weiterhin jede Änderung: Gesalzene Prüfsummen des Entfernten bleiben zurück. Es lässt sich nicht rückgängig machen und erreicht frühere Kopien, Berichte und Maßnahmenpläne nicht.',
  'Exit code 0: removed, or there was nothing to remove; 3: refused.':
    'Exit-Code 0: entfernt, oder es gab nichts zu entfernen; 3: abgelehnt.',
  'sign what is added to enterprise files with this key, made by matura key':
    'Hinzugefügtes in Unternehmensdateien mit diesem Schlüssel von matura key unterschreiben',
  'Make a key to sign assessments with, or show the fingerprint of one':
    'Schlüssel zum Unterschreiben von Bewertungen erzeugen oder den Fingerabdruck eines Schlüssels zeigen',
  'with new: write to this file': 'mit new: den Schlüssel in diese Datei schreiben',
  'a key that assessments must be signed with; repeatable: with one of them':
    'ein Schlüssel, mit dem Bewertungen unterschrieben sein müssen; wiederholbar: mit einem davon',
  'Makes a key (Ed25519) to sign assessments with: diagnose, score, import and batch take its file with --sign. ACTION is new, with the NAME that stands in signatures, or show, with the file of a key. Keep the file to yourself; its fingerprint is for others, who compare it or put it into matura.yaml (signers).':
    'Erzeugt einen Schlüssel (Ed25519) zum Unterschreiben von Bewertungen: diagnose, score, import und batch nehmen seine Datei mit --sign. ACTION ist new, mit dem Namen (NAME), der in Unterschriften steht, oder show, mit der Datei eines Schlüssels. Die Datei für sich behalten; ihr Fingerabdruck ist für andere, die ihn vergleichen oder in matura.yaml (signers) eintragen.',
  'List the packs and policies that are found': 'Gefundene Pakete und Förderpolitiken auflisten',
  'Create a small working pack with cases, a workflow and editor settings':
    'Kleines lauffähiges Paket mit Fällen, Workflow und Editor-Einstellungen anlegen',
  'Check packs and policies; every finding names its line':
    'Pakete und Förderpolitiken prüfen; jeder Befund nennt seine Zeile',
  'Run the cases of packs': 'Fälle von Paketen ausführen',
  'Show what changed between two versions of a pack, and whose level it would change':
    'Zeigen, was sich zwischen zwei Versionen eines Pakets ändert und wessen Stufe sich dadurch ändern würde',
  'Draw a pack as a chart: questions, conditions, scores and levels':
    'Paket als Diagramm zeichnen: Fragen, Bedingungen, Werte und Stufen',
  'The chart is text for Mermaid, which GitHub, GitLab and many editors draw: a Markdown file (-o chart.md) shows it there. A solid arrow is a part of a score; a dotted one says on which condition something is asked, counts or is reached. An arrow from a section stands for all its questions.':
    'Das Diagramm ist Text für Mermaid, das GitHub, GitLab und viele Editoren zeichnen: Eine Markdown-Datei (-o chart.md) zeigt es dort. Ein durchgezogener Pfeil ist Teil eines Werts; ein gepunkteter sagt, unter welcher Bedingung etwas gefragt wird, zählt oder erreicht ist. Ein Pfeil von einem Abschnitt steht für alle seine Fragen.',
  'put right what nothing else can be meant by: misspelt names and keys, numbers with separators':
    'Berichtigen, was nur eines heißen kann: vertippte Namen und Schlüssel, Zahlen mit Trennzeichen',
  'write it again whenever a YAML file changes, an open page follows; Ctrl-C ends it':
    'bei jeder Änderung einer YAML-Datei neu schreiben, eine offene Seite zieht nach; Strg+C beendet',
  'do it again whenever a YAML file changes; Ctrl-C ends it':
    'bei jeder Änderung einer YAML-Datei wiederholen; Strg+C beendet',
  'Explain a check, or list all of them': 'Prüfregel erklären oder alle auflisten',
  'Print the JSON Schema of a document kind, for editors': 'JSON-Schema einer Dokumentart ausgeben, für Editoren',
  'Packs:': 'Pakete:',
  'Show the help of a command': 'Hilfe zu einem Befehl anzeigen',
  'Exit codes: 0 done; 1 done, with something to look at, such as findings or rejected rows; 2 wrong usage; 3 nothing could be done; 4 a bug in Matura; 130 interrupted.':
    'Exit-Codes: 0 erledigt; 1 erledigt, aber mit etwas zum Ansehen, etwa Befunden oder abgewiesenen Zeilen; 2 falsche Verwendung; 3 nichts war möglich; 4 ein Fehler in Matura; 130 unterbrochen.',
  'For a file that is only read, - is standard input.':
    'Statt einer Datei, die nur gelesen wird, steht - für die Standardeingabe.',
  'Amounts: 500000, 500,000, 50万 or 0.5 million; in German, 500.000,00. Days: 2026-01-31, 2026/1/31, 31.1.2026 or today. What could mean two things is refused.':
    'Beträge: 500000, 500.000,00, 50万 oder 0,5 Mio. Tage: 31.1.2026, 2026-01-31, 2026/1/31 oder today. Was zweierlei bedeuten kann, wird abgelehnt.',
  'the folder of enterprise files; drafts are kept in its subfolder .drafts':
    'Ordner der Unternehmensdateien; Entwürfe liegen darin in .drafts',
  'an enterprise with a file already: what is known of it is suggested':
    'Unternehmen, das schon eine Datei hat: Bekanntes wird vorgeschlagen',
  'who answers: self (the enterprise) or onsite (a consultant, who sees the bounds of the score)':
    'wer antwortet: self (das Unternehmen) oder onsite (Diagnose vor Ort, mit den Grenzen des Ergebnisses)',
  'the name of the assessor': 'Name der bewertenden Person',
  "the policy to recommend from (default: that of the place, else the questionnaire's)":
    'Förderpolitik für die Empfehlung (Standard: die des Ortes, sonst die des Fragebogens)',
  'the day on which funding is judged, such as 2026-01-31 (default: today)':
    'Tag, nach dem die Förderung beurteilt wird, etwa 2026-01-31 (Standard: heute)',
  'the cost estimate that funding is calculated from': 'Kostenschätzung, aus der die Förderung berechnet wird',
  'a folder to search for packs and policies first; repeatable':
    'Ordner, in dem zuerst nach Paketen und Förderpolitiken gesucht wird; mehrfach möglich',
  "language: {codes} (default: that of the resumed draft, else the system's)":
    'Sprache: {codes} (Standard: die des fortgesetzten Entwurfs, sonst die des Systems)',
  "language: {codes} (default: the system's for pretty, else English)":
    'Sprache: {codes} (Standard: die des Systems für pretty, sonst Englisch)',
  'disable colours': 'ohne Farben',
  'Every answer is saved at once; an interrupted diagnosis can be resumed at the next start.':
    'Jede Antwort wird sofort gespeichert; eine unterbrochene Diagnose lässt sich beim nächsten Start fortsetzen.',
  'also keep the enterprise file KEY.json and the policy KEY.policy.md in this folder':
    'zusätzlich Unternehmensdatei KEY.json und Maßnahmenplan KEY.policy.md in diesem Ordner ablegen',
  "also recommend measures and funding from this policy (default with --files: that of the place, else the questionnaire's)":
    'zusätzlich Maßnahmen und Förderung nach dieser Förderpolitik empfehlen (Standard mit --files: die des Ortes, sonst die des Fragebogens)',
  'the day on which funding is judged (default with --files or --policy: today)':
    'Tag, nach dem die Förderung beurteilt wird (Standard mit --files oder --policy: heute)',
  'who answered: self (the enterprise) or onsite (a consultant) (default: as the answers say, else self)':
    'wer geantwortet hat: self (das Unternehmen) oder onsite (Diagnose vor Ort) (Standard: laut Antworten, sonst self)',
  'who assessed': 'wer bewertet hat',
  'with --files: accept that the enterprise has a new name': 'mit --files: Das Unternehmen hat einen neuen Namen',
  'take over answers given under another version of the pack, by the renames it declares':
    'Antworten zu einer anderen Version des Pakets übernehmen, anhand der dort erklärten Umbenennungen',
  'ANSWERS may also be an enterprise file: then its newest assessment under this pack is scored. With --migrate and --files, an assessment of the same day is added; the original stays as it is.':
    'ANSWERS kann auch eine Unternehmensdatei sein: Dann wird ihre neueste Bewertung mit diesem Paket ausgewertet. Mit --migrate und --files kommt eine Bewertung vom selben Tag hinzu; die ursprüngliche bleibt, wie sie ist.',
  'Exit code 0: scored; 1: scored, but some answers have no place in this version and were left out; 3: refused.':
    'Exit-Code 0: ausgewertet; 1: ausgewertet, aber einige Antworten haben in dieser Version keinen Platz und blieben weg; 3: abgewiesen.',
  'Examples:': 'Beispiele:',
  'write to this file instead of standard output': 'in diese Datei statt in die Standardausgabe schreiben',
  'Once filled in, YAML (one enterprise) goes to matura score, CSV and XLSX (a row for each) to matura batch, which needs no mapping for them. The Word document (docx) is the questionnaire to print and fill in by hand, with boxes to tick and room for notes. The XLSForm (xlsform) is a survey for KoboToolbox, ODK and SurveyCTO in all languages of the pack, the SurveyJS model (surveyjs, JSON) one for a web page; what these platforms export goes to matura batch, too.':
    'Ausgefüllt geht YAML (ein Unternehmen) an matura score, CSV und XLSX (je Unternehmen eine Zeile) an matura batch, das dafür keine Zuordnung braucht. Das Word-Dokument (docx) ist der Fragebogen zum Ausdrucken und Ausfüllen von Hand, mit Kästchen zum Ankreuzen und Platz für Notizen. Das XLSForm (xlsform) ist eine Umfrage für KoboToolbox, ODK und SurveyCTO in allen Sprachen des Pakets, das SurveyJS-Modell (surveyjs, JSON) eine für Webseiten; was diese Plattformen exportieren, geht ebenfalls an matura batch.',
  "also ask for the facts of this policy (default: the questionnaire's)":
    'auch die Angaben dieser Förderpolitik erfragen (Standard: die des Fragebogens)',
  "language to begin in: {codes} (default: the browser's)": 'Sprache zu Beginn: {codes} (Standard: die des Browsers)',
  'The file is self-contained and opens in any browser of 2023 or later, with no network. It keeps the answers in the browser, shows the result and saves the answers as a file for matura import or matura score.':
    'Die Datei ist in sich abgeschlossen und öffnet sich in jedem Browser ab 2023, ganz ohne Netz. Sie behält die Antworten im Browser, zeigt das Ergebnis und speichert die Antworten als Datei für matura import oder matura score.',
  'the folder of enterprise files': 'Ordner der Unternehmensdateien',
  "the policy to recommend from (default: the questionnaire's)":
    'Förderpolitik für die Empfehlung (Standard: die des Fragebogens)',
  'accept that enterprises have new names': 'Unternehmen haben neue Namen',
  'show no progress, and not what was written': 'weder Fortschritt noch geschriebene Dateien anzeigen',
  'ANSWERS are files saved by the browser form, any other answers files, or folders of such JSON files. Each becomes an assessment in the file of its enterprise; importing the same one again adds nothing. Answers given under another version of the pack are taken over by the renames it declares.':
    'ANSWERS sind vom Browserformular gespeicherte Dateien, andere Antwortdateien oder Ordner mit solchen JSON-Dateien. Jede wird zu einer Bewertung in der Datei ihres Unternehmens; dieselbe noch einmal fügt nichts hinzu. Antworten zu einer anderen Version des Pakets werden anhand der dort erklärten Umbenennungen übernommen.',
  'Exit code 0: all were imported; 1: some were refused, or some answers had no place in this version; 3: all were refused.':
    'Exit-Code 0: alle übernommen; 1: einige abgewiesen, oder Antworten hatten in dieser Version keinen Platz; 3: alle abgewiesen.',
  'use the mapping although it has check marks that nobody has reviewed':
    'Zuordnung verwenden, obwohl sie ungeprüfte check-Einträge enthält',
  'a mapping of columns to questions, from matura map (default: the certain matches)':
    'Zuordnung der Spalten zu Fragen, von matura map (Standard: die sicheren Treffer)',
  'only rows where a column has a value: "Finished=1", "Email=" (blank), "Email!=" (not blank); repeatable: all must hold, of one column any':
    'nur Zeilen, in denen eine Spalte einen Wert hat: "Finished=1", "Email=" (leer), "Email!=" (nicht leer); mehrfach möglich: Alle müssen zutreffen, bei derselben Spalte eine',
  'encoding: utf-8, gb18030, utf-16le, utf-16be or windows-1252 (default: detected)':
    'Zeichenkodierung: utf-8, gb18030, utf-16le, utf-16be oder windows-1252 (Standard: automatisch erkannt)',
  'the delimiter between cells; tab for a tab (default: detected)':
    'Trennzeichen der Zellen; tab für einen Tabulator (Standard: automatisch erkannt)',
  'the decimal separator (default: detected)': 'Dezimaltrennzeichen (Standard: automatisch erkannt)',
  'the sheet of a workbook (default: the first visible one with headings of the pack, and all others that have its headings)':
    'Blatt einer Arbeitsmappe (Standard: das erste sichtbare mit Überschriften des Pakets und alle weiteren mit denselben)',
  'the sheet of a workbook (default: the first visible one with headings of the pack)':
    'Blatt der Arbeitsmappe (Standard: das erste sichtbare mit Überschriften des Pakets)',
  'the file for the results, in the format of its ending: {endings} (default: NAME.results.csv for NAME.csv)':
    'Datei für die Ergebnisse, im Format ihrer Endung: {endings} (Standard: NAME.results.csv zu NAME.csv)',
  'accept EXPORT only if it is this': 'EXPORT nur annehmen, wenn er dies ist',
  'write results and rejects to standard output, as a stream of this':
    'Ergebnisse und Abweisungen auf die Standardausgabe schreiben, als Strom in diesem Format',
  'the file for rejected rows with their reasons, CSV (default: NAME.rejects.csv for NAME.csv)':
    'Datei für abgewiesene Zeilen mit Begründung, CSV (Standard: NAME.rejects.csv zu NAME.csv)',
  'name the export of each row in a column with this heading (default: source, where there are several exports)':
    'den Export jeder Zeile in einer Spalte mit dieser Überschrift nennen (Standard: source, wenn es mehrere Exporte sind)',
  'also write the rejected rows to this file as they stand in EXPORT: once corrected, they can be scored':
    'abgewiesene Zeilen zusätzlich unverändert in diese Datei schreiben: berichtigt lassen sie sich auswerten',
  'add the answer to every question, or its state, to the results':
    'zu jeder Frage die Antwort oder ihren Zustand in die Ergebnisse aufnehmen',
  'begin CSV with a byte-order mark, which tells Excel that it is UTF-8':
    'CSV mit einer Byte-Order-Mark beginnen, an der Excel UTF-8 erkennt',
  'which of several rows with the same key counts: none (reject), the first or the last':
    'welche von mehreren Zeilen mit demselben Schlüssel zählt: keine (reject), die erste oder die letzte',
  "also keep each enterprise's file KEY.json and policy KEY.policy.md in this folder":
    'zusätzlich je Unternehmen die Datei KEY.json und den Maßnahmenplan KEY.policy.md in diesem Ordner ablegen',
  'divide that folder into 256 subfolders: for a hundred thousand enterprises and more':
    'diesen Ordner in 256 Unterordner aufteilen: für hunderttausend Unternehmen und mehr',
  "the policy to recommend from (default: that of the place each row states, else the questionnaire's)":
    'Förderpolitik für die Empfehlung (Standard: die des Ortes, den die Zeile nennt, sonst die des Fragebogens)',
  'the day on which funding is judged (default: today)': 'Tag, nach dem die Förderung beurteilt wird (Standard: heute)',
  'the day of the assessments, or the heading of the column that states it (default: the day EXPORT was last changed)':
    'Tag der Bewertungen, oder Überschrift der Spalte, die ihn nennt (Standard: Tag der letzten Änderung von EXPORT)',
  'whether dates in that column begin with the day or the month':
    'ob ein Datum in dieser Spalte mit dem Tag oder dem Monat beginnt',
  'who answered: self (the enterprises) or onsite (consultants)':
    'wer geantwortet hat, self (die Unternehmen) oder onsite (Diagnose vor Ort)',
  'reject rows with warnings, too': 'auch Zeilen mit Warnungen abweisen',
  'tolerate this many rejected rows with exit code 0':
    'bei höchstens so vielen abgewiesenen Zeilen bleibt der Exit-Code 0',
  'the number of threads (default: one per core where it pays, at most 8)':
    'Zahl der Threads (Standard: einer je Kern, wo es sich lohnt, höchstens 8)',
  'exit with 1 unless every scored row surely has at least this score; repeatable':
    'Exit-Code 1, wenn nicht jede ausgewertete Zeile sicher mindestens diesen Wert hat; mehrfach möglich',
  'exit with 1 unless every scored row surely has at least this level':
    'Exit-Code 1, wenn nicht jede ausgewertete Zeile sicher mindestens diese Stufe hat',
  'print the summary, or the sample, as JSON': 'die Zusammenfassung oder die Stichprobe als JSON ausgeben',
  'show so many rows as they are understood, question by question, and write nothing':
    'so viele Zeilen zeigen, wie sie verstanden werden, Frage für Frage, und nichts schreiben',
  'EXPORT is a table: CSV, also compressed (.csv.gz), a workbook (XLSX), lines of JSON (.jsonl, .ndjson), Parquet, Arrow (.arrow, .feather or a stream), or - for standard input, where a workbook, JSON and Parquet are kept in a temporary file while they are read. A list in JSON, Arrow or Parquet is several options. Every row is either scored or rejected with its reason; both files appear under their names only when all is done.':
    'EXPORT ist eine Tabelle: CSV, auch komprimiert (.csv.gz), eine Arbeitsmappe (XLSX), JSON-Zeilen (.jsonl, .ndjson), Parquet, Arrow (.arrow, .feather oder ein Strom) oder - für die Standardeingabe, wobei eine Arbeitsmappe, JSON und Parquet beim Lesen in einer temporären Datei liegen. Eine Liste in JSON, Arrow oder Parquet bedeutet mehrere Optionen. Jede Zeile wird ausgewertet oder mit Begründung abgewiesen; beide Dateien erscheinen erst unter ihrem Namen, wenn alles fertig ist.',
  'The two files are in the current folder and named after the export or the folder: dirty.csv gives dirty.results.csv and dirty.rejects.csv. Several exports and standard input give results.csv and rejects.csv. A later run over the same export replaces them; files with the rows of another export are replaced only with --force. So are results with other scores of the same enterprises, if the export, the pack and the mapping are all older than they are.':
    'Beide Dateien liegen im aktuellen Ordner und heißen nach dem Export oder dem Ordner: dirty.csv ergibt dirty.results.csv und dirty.rejects.csv. Mehrere Exporte und die Standardeingabe ergeben results.csv und rejects.csv. Ein späterer Lauf über denselben Export ersetzt sie; Dateien mit den Zeilen eines anderen Exports werden nur mit --force ersetzt, ebenso Ergebnisse mit anderen Werten derselben Unternehmen, wenn Export, Paket und Zuordnung alle älter sind als sie.',
  '--sample shows the first rows before a large run: for each column its heading, the cell as written, the question and the answer understood, then the scores and the level, or why the row would be rejected. The rest is read as well: what would stop the run is reported below, with its exit code; else that is 0.':
    '--sample zeigt vor einem großen Lauf die ersten Zeilen: zu jeder Spalte die Überschrift, die Zelle wie geschrieben, die Frage und die verstandene Antwort, danach Punkte und Stufe oder warum die Zeile abgewiesen würde. Auch der Rest wird gelesen: Was den Lauf anhalten würde, steht darunter, mit dessen Exit-Code; sonst ist er 0.',
  '--json prints the summary as JSON: the counts, and by rule the reasons, their first lines and the warnings. "remarks" holds what is worth a look although no row is wrong, "undecided" how many scored rows have no total or level, "unreviewed" the check marks of the mapping, "unreadSheets" sheets that were not read; what is empty is left out.':
    '--json gibt die Zusammenfassung als JSON aus: die Anzahlen und nach Regeln die Gründe, ihre ersten Zeilen und die Warnungen. „remarks“ enthält, was einen Blick wert ist, obwohl keine Zeile falsch ist, „undecided“, wie viele bewertete Zeilen keine Gesamtpunktzahl oder Stufe haben, „unreviewed“ die Prüfvermerke der Zuordnung, „unreadSheets“ nicht gelesene Blätter; was leer ist, fehlt.',
  'With --to arrow, results and rejects leave on standard output as they are scored, batch by batch, in one stream of Arrow for other programs. A row of it is a reject where reject:rule is stated: it has the key, and the reason in reject:line, reject:record, reject:column, reject:value and reject:message, a row for each reason. Duplicate keys are not looked for, and lines are counted within the stream. Without the mark of its end a stream is not whole.':
    'Mit --to arrow gehen Ergebnisse und Abweisungen beim Auswerten Batch für Batch auf die Standardausgabe, als ein Strom von Arrow für andere Programme. Eine Zeile darin ist eine Abweisung, wo reject:rule angegeben ist: Sie hat den Schlüssel und die Begründung in reject:line, reject:record, reject:column, reject:value und reject:message, je Grund eine Zeile. Doppelte Schlüssel werden nicht gesucht, und Zeilen werden innerhalb des Stroms gezählt. Ohne sein Endzeichen ist ein Strom unvollständig.',
  'Several exports, a folder of them or a pattern such as "exports/*.csv" are one run: each is read in its own layout, all rows are counted together, and a key found in two of them is a duplicate. Results and rejects then name the export of each row in the column source, or in the one given with --source; with --source "" they do not.':
    'Mehrere Exporte, ein Ordner mit Exporten oder ein Muster wie "exports/*.csv" sind ein Lauf: Jeder wird in seinem eigenen Aufbau gelesen, alle Zeilen zählen zusammen, und ein Schlüssel in zweien davon ist doppelt. Ergebnisse und abgewiesene Zeilen nennen dann den Export jeder Zeile in der Spalte source oder in der mit --source angegebenen; mit --source "" nicht.',
  'The ending of the name given with -o decides the format of the results; .jsonl has one object per line. Numbers have a decimal point. With --answers, each question and each required fact has a column: ids of options (separated by semicolons), numbers, true or false; (unknown) or (not applicable); blank where unanswered. matura batch can read such cells again. In .jsonl the answers are under "answers", as matura score reads them; in .parquet and .arrow the state of Q1 has a column Q1:state.':
    'Die Endung des mit -o genannten Namens bestimmt das Format der Ergebnisse; .jsonl enthält ein Objekt je Zeile. Zahlen haben einen Dezimalpunkt. Mit --answers hat jede Frage und jede Pflichtangabe eine Spalte: IDs von Optionen (durch Semikolons getrennt), Zahlen, true oder false; (unknown) oder (not applicable); leer, wo nicht geantwortet wurde. matura batch kann solche Zellen wieder lesen. In .jsonl stehen die Antworten unter "answers", wie matura score sie liest; in .parquet und .arrow hat der Zustand von Q1 eine Spalte Q1:state.',
  '--mend writes the rejected rows below the headings, as UTF-8 whatever the encoding of EXPORT. Once corrected, they are scored like any export, with the same --map; their results complete the first ones.':
    '--mend schreibt die abgewiesenen Zeilen unter die Überschriften, als UTF-8, gleich wie EXPORT kodiert ist. Berichtigt werden sie wie jeder Export ausgewertet, mit demselben --map; ihre Ergebnisse ergänzen die ersten.',
  'With --files, each row becomes an assessment of its enterprise. The same answers of the same day are never added twice: with --date and the column of the submission time, a later export of the same platform adds only what is new. For a row that was kept before, the policy is written again only if something it depends on has changed: the questionnaire, the policy, the version of Matura, --as-of, --cost, the language or the enterprise file.':
    'Mit --files wird jede Zeile zu einer Bewertung ihres Unternehmens. Dieselben Antworten vom selben Tag kommen nie doppelt hinzu: Nennt --date die Spalte mit der Abgabezeit, fügt ein späterer Export derselben Plattform nur Neues hinzu. Für eine Zeile, die schon abgelegt ist, wird der Maßnahmenplan nur neu geschrieben, wenn sich etwas geändert hat, wovon er abhängt: Fragebogen, Förderpolitik, Version von Matura, --as-of, --cost, Sprache oder Unternehmensdatei.',
  '--shards divides the folder of --files for good: every command finds an enterprise in its subfolder, as before by its key or by the folder. Files that were in the folder stay where they are, and go on to be used.':
    '--shards teilt den Ordner von --files dauerhaft auf: Jeder Befehl findet ein Unternehmen in seinem Unterordner, wie zuvor über den Schlüssel oder den Ordner. Dateien, die schon im Ordner waren, bleiben an ihrem Platz und werden weiter verwendet.',
  'Each row follows the policy of the place it states, as with matura score. Where no policy covers that place, or several do, none is recommended from, and the summary counts the row. Columns of facts that only another policy asks for are read with --policy.':
    'Wie bei matura score gilt für jede Zeile die Förderpolitik des Ortes, den sie nennt. Gibt es für den Ort keine oder mehrere, entsteht kein Maßnahmenplan, und die Zusammenfassung zählt die Zeile. Spalten mit Angaben, die nur eine andere Förderpolitik verlangt, werden mit --policy gelesen.',
  'Exit code 0: every row was scored; 1: rows were rejected, or a minimum was missed; 3: nothing could be scored.':
    'Exit-Code 0: alle Zeilen ausgewertet; 1: Zeilen abgewiesen oder ein Mindestwert verfehlt; 3: nichts ließ sich auswerten.',
  'the encoding (default: detected)': 'Zeichenkodierung (Standard: automatisch erkannt)',
  'Headings are matched by id, by text in any language of the pack, with or without a leading number, and by similarity. Cells that are not understood stand under values, each with the option that it is most like, for you to review. Without -o, the mapping goes to standard output and the table to standard error.':
    'Überschriften werden nach ID, nach Text in jeder Sprache des Pakets, mit oder ohne Nummer davor, und nach Ähnlichkeit zugeordnet. Zellen, die nicht verstanden werden, stehen zum Durchsehen unter values, jede mit der ähnlichsten Option. Ohne -o geht die Zuordnung in die Standardausgabe und die Tabelle in die Fehlerausgabe.',
  'Exit code 0: everything needed is certain; 1: the mapping needs a review; 3: refused.':
    'Exit-Code 0: alles Nötige ist sicher zugeordnet; 1: die Zuordnung braucht eine Durchsicht; 3: abgewiesen.',
  'the folder of enterprise files, if <enterprise> is a key':
    'Ordner der Unternehmensdateien, falls <enterprise> ein Schlüssel ist',
  'same as --format json': 'wie --format json',
  'ENTERPRISE is an enterprise file, or the key of an enterprise in the folder of --files. NAME is a score, a list, a question or a fact; without it, the level is explained. The newest assessment is used.':
    'ENTERPRISE ist eine Unternehmensdatei oder der Schlüssel eines Unternehmens im Ordner von --files. NAME ist ein Wert, eine Liste, eine Frage oder eine Angabe; ohne NAME wird die Stufe erklärt. Es gilt die neueste Bewertung.',
  'an answer or fact to assume; repeatable': 'angenommene Antwort oder Angabe; mehrfach möglich',
  'the assessment to use, by its day or its number counted from the oldest (default: the newest)':
    'Bewertung, nach Tag oder Nummer, von der ältesten an gezählt (Standard: die neueste)',
  'the level both policies aim at (default: the next one of each)':
    'Stufe, auf die beide Maßnahmenpläne zielen (Standard: jeweils die nächste)',
  'how much more than the cheapest a plan may cost, to keep an earlier plan and close more gaps (default: 15)':
    'um wie viel Prozent ein Plan teurer sein darf als der günstigste, um einen früheren beizubehalten und mehr Lücken zu schließen (Standard: 15)',
  'list unchanged scores, too': 'auch unveränderte Werte auflisten',
  'the policy to recommend from (default: that of the recommendation)':
    'Förderpolitik für die Empfehlung (Standard: die der vorhandenen Empfehlung)',
  'ENTERPRISE is an enterprise file, or the key of an enterprise in the folder of --files. A value is the id of an option (several: Q6=B,C), a number (with separators and a unit if you like: 18,640, 1.864亿), true or false, a date, a text, or a state: notApplicable, unknown, unanswered. Answers derived from others follow. The plan keeps as much of the present one as --tolerance allows, and says why anything changes. Nothing is written.':
    'ENTERPRISE ist eine Unternehmensdatei oder der Schlüssel eines Unternehmens im Ordner von --files. Ein Wert ist die ID einer Option (mehrere: Q6=B,C), eine Zahl (auch mit Trennzeichen und Einheit: 18,640, 1.864亿), true oder false, ein Datum, ein Text oder ein Zustand: notApplicable, unknown, unanswered. Aus anderen abgeleitete Antworten ändern sich mit. Der Plan behält vom bisherigen so viel bei, wie --tolerance zulässt, und begründet jede Änderung. Nichts wird geschrieben.',
  'the output format, unless the ending of the output decides it':
    'Ausgabeformat, sofern die Endung der Ausgabedatei keines vorgibt',
  'for docx: a document to take styles, page layout, header and footer from':
    'für docx: Dokument, dessen Formatvorlagen, Seitenlayout, Kopf- und Fußzeile verwendet werden',
  'for html, pdf and docx: a logo for the cover, PNG, JPEG or (not for docx) SVG':
    'für html, pdf und docx: Logo für die Titelseite, PNG, JPEG oder (nicht für docx) SVG',
  'peers to compare with: a folder of enterprise files, or results of matura batch':
    'Vergleichsunternehmen: Ordner mit Unternehmensdateien oder Ergebnisse von matura batch',
  'only peers with the same facts, separated by commas: sector,size':
    'nur Unternehmen, die in diesen Angaben übereinstimmen, durch Kommas getrennt: sector,size',
  'only assessments of this kind, also of peers': 'nur Bewertungen dieser Art, auch von Vergleichsunternehmen',
  'only this assessment, by its day or its number counted from the oldest; repeatable':
    'nur diese Bewertung, nach Tag oder Nummer, von der ältesten an gezählt; mehrfach möglich',
  'the pack to compare under (default: that of the newest assessment)':
    'Paket, nach dem verglichen wird (Standard: das der neuesten Bewertung)',
  'ENTERPRISE is an enterprise file, or the key of an enterprise in the folder of --files. One enterprise is compared with itself over time: its level, its scores, which answers changed and which requirements depended on them. A self-assessment and an on-site diagnosis are compared answer by answer. Several enterprises are shown side by side. Assessments made under another version of the pack are recalculated by the renames it declares; what is lost is listed. A PDF is printed by an installed Chrome, Edge or Chromium.':
    'ENTERPRISE ist eine Unternehmensdatei oder der Schlüssel eines Unternehmens im Ordner von --files. Ein Unternehmen wird im Zeitverlauf verglichen: seine Stufe, seine Werte, welche Antworten sich geändert haben und welche Anforderungen davon abhingen. Selbstbewertung und Diagnose vor Ort werden Antwort für Antwort verglichen. Mehrere Unternehmen stehen nebeneinander. Bewertungen nach einer anderen Version des Pakets werden anhand der dort erklärten Umbenennungen neu berechnet; was verloren geht, wird aufgelistet. Ein PDF druckt ein installierter Chrome, Edge oder Chromium.',
  'Points are what an answer changes by itself, all others staying as they were. Percentile: the share of peers below, equal ones counting half. Quartiles: linear interpolation, type 7 of Hyndman and Fan. Of fewer than 5 peers, only the number is given.':
    'Punkte sind, was eine Antwort allein ändert, wenn alle anderen bleiben. Perzentil: der Anteil der Vergleichsunternehmen darunter, gleiche zählen halb. Quartile: lineare Interpolation, Typ 7 nach Hyndman und Fan. Bei weniger als 5 Vergleichsunternehmen wird nur ihre Zahl genannt.',
  'Exit code 0: compared; 1: compared, except for some assessments or files; 3: nothing could be compared.':
    'Exit-Code 0: verglichen; 1: verglichen bis auf einige Bewertungen oder Dateien; 3: nichts ließ sich vergleichen.',
  'the level to reach (default: the next one, or with --budget the highest it can pay for)':
    'angestrebte Stufe (Standard: die nächste; mit --budget die höchste, für die es reicht)',
  'the most that the measures may cost; those without a stated cost are left out':
    'Höchstbetrag für die Maßnahmen; solche ohne Kostenangabe bleiben weg',
  'the cost estimate to minimise': 'Kostenschätzung, die möglichst klein sein soll',
  'what to minimise: the cost, or the own share left after funding':
    'was möglichst klein sein soll: die Kosten (cost) oder der Eigenanteil nach der Förderung (own)',
  'when everything must be done; measures without a stated duration are left out':
    'bis wann alles umgesetzt sein muss; Maßnahmen ohne Angabe der Dauer bleiben weg',
  'how many measures may run at the same time (default: 3)': 'wie viele Maßnahmen zugleich laufen dürfen (Standard: 3)',
  'a measure to include from now on; repeatable': 'Maßnahme, die von nun an dabei sein muss; mehrfach möglich',
  'a measure to exclude from now on; repeatable': 'Maßnahme, die von nun an ausgeschlossen ist; mehrfach möglich',
  'why measures are required or excluded': 'warum Maßnahmen verlangt oder ausgeschlossen sind',
  'the policy to recommend from (default: that of the last recommendation, else of the place, else of the pack)':
    'Förderpolitik für die Empfehlung (Standard: die der letzten Empfehlung, sonst des Ortes, sonst des Pakets)',
  'with md, html, docx or pdf: only the first page of the policy, for decision makers':
    'mit md, html, docx oder pdf: nur die erste Seite des Maßnahmenplans, für die Entscheidung',
  'ENTERPRISE is an enterprise file, the key of an enterprise in the folder of --files, or a folder of enterprise files. For a folder, the demand of the latest policies on each instrument is added up, beside its budget and what was applied for, granted and paid; options that plan for one enterprise are refused. The newest assessment is used.':
    'ENTERPRISE ist eine Unternehmensdatei, der Schlüssel eines Unternehmens im Ordner von --files oder ein Ordner mit Unternehmensdateien. Für einen Ordner wird zusammengezählt, was die letzten Maßnahmenpläne von jeder Förderung beanspruchen, neben ihrem Budget und dem, was beantragt, bewilligt und ausgezahlt ist; Optionen für ein einzelnes Unternehmen werden abgewiesen. Es gilt die neueste Bewertung.',
  'The plan reaches the level and closes the gaps that the pack calls priorities. Among all plans that cost at most --tolerance more than the cheapest, it keeps most of the earlier plan, then advances priorities furthest; this is proven. The cost of the cheapest plan is stated. With --least own, it leaves the enterprise the least to pay after the best lawful funding, counting only what is certain and certainly may be combined; the extra cost is stated. Required and excluded measures are recorded in the enterprise file and count in every later policy until withdrawn (matura record FILE --cancel NUMBER); nothing else is written.':
    'Der Plan erreicht die Stufe und schließt die Lücken, die das Paket als Prioritäten nennt. Unter allen Plänen, die höchstens um --tolerance teurer sind als der günstigste, behält er am meisten vom früheren bei und kommt dann bei den Prioritäten am weitesten; das ist bewiesen. Die Kosten des günstigsten Plans werden genannt. Mit --least own bleibt nach der besten zulässigen Förderung der kleinste Eigenanteil, wobei nur zählt, was sicher ist und sicher kombiniert werden darf; die Mehrkosten werden genannt. Verlangte und ausgeschlossene Maßnahmen werden in der Unternehmensdatei festgehalten und gelten für jeden weiteren Plan, bis sie zurückgenommen werden (matura record FILE --cancel NUMBER); sonst wird nichts geschrieben.',
  'Exit code 0: the level is reached; 1: it is not, with these measures or within the budget or horizon; 3: refused.':
    'Exit-Code 0: die Stufe wird erreicht; 1: sie wird mit diesen Maßnahmen oder in Budget oder Frist nicht erreicht; 3: abgewiesen.',
  'a measure, by its id in the catalogue or its number in the latest policy':
    'Maßnahme, nach ID im Katalog oder Nummer im letzten Maßnahmenplan',
  'the day it is planned for, or today': 'Tag, für den sie geplant ist, oder today (heute)',
  'the day it was started, or today': 'Tag, an dem sie begonnen wurde, oder today (heute)',
  'the day it was completed, or today': 'Tag, an dem sie abgeschlossen wurde, oder today (heute)',
  'its actual or expected cost': 'tatsächliche oder erwartete Kosten',
  'a funding instrument, by its id in the policy': 'Förderung, nach ID in der Förderpolitik',
  'the amount applied for, or unknown': 'beantragter Betrag oder unknown',
  'the amount granted, or unknown': 'bewilligter Betrag oder unknown',
  'the amount paid, or unknown; record several payments one by one':
    'ausgezahlter Betrag oder unknown; mehrere Zahlungen einzeln festhalten',
  'the day of the application, grant or payment (default: today)':
    'Tag des Antrags, der Bewilligung oder der Auszahlung (Standard: heute)',
  'withdraw a record, which stays in the file; may be combined with the correct record':
    'Eintrag zurücknehmen, der in der Datei bleibt; der richtige kann gleich mit angegeben werden',
  'a note on the record': 'Bemerkung zum Eintrag',
  'who records it (default: your login name)': 'wer es festhält (Standard: der Anmeldename)',
  'the policy that the instrument belongs to (default: that of the latest recommendation)':
    'Förderpolitik, zu der die Förderung gehört (Standard: die der letzten Empfehlung)',
  'ENTERPRISE is an enterprise file, or the key of an enterprise in the folder of --files. With nothing to record, the command lists the records, and the measures and funding of the latest policy with their ids. Records are only ever added; repeating one adds nothing. Amounts have at most two decimals and are kept exactly; those of several records add up.':
    'ENTERPRISE ist eine Unternehmensdatei oder der Schlüssel eines Unternehmens im Ordner von --files. Gibt es nichts festzuhalten, listet der Befehl die Einträge auf, dazu Maßnahmen und Förderung des letzten Plans mit ihren Kennungen. Einträge kommen nur hinzu; derselbe noch einmal ändert nichts. Beträge haben höchstens zwei Nachkommastellen und bleiben genau erhalten; die mehrerer Einträge werden zusammengezählt.',
  'Exit code 0: recorded or listed; 2: an id, a day or an amount is wrong; 3: refused, for example because dates run backwards.':
    'Exit-Code 0: festgehalten oder aufgelistet; 2: eine ID, ein Tag oder ein Betrag ist falsch; 3: abgewiesen, etwa weil Daten rückwärts laufen.',
  'only peers assessed in this way': 'nur so bewertete Vergleichsunternehmen',
  'the level that the measures should reach (default: the next one)':
    'Stufe, die die Maßnahmen erreichen sollen (Standard: die nächste)',
  'the cost estimate to minimise (default: high)': 'Kostenschätzung, die möglichst klein sein soll (Standard: high)',
  'the day on which funding is judged (default: that of the last recommendation, else today)':
    'Tag, nach dem die Förderung beurteilt wird (Standard: der der letzten Empfehlung, sonst heute)',
  'ENTERPRISE is an enterprise file, or the key of an enterprise in the folder of --files. An HTML report is one self-contained file and runs no script. A PDF is printed by an installed Chrome, Edge or Chromium. A Word document (docx) can be edited, charts included. With --template, the report replaces {{report}} in that document, or follows its content; {{title}} becomes the title.':
    'ENTERPRISE ist eine Unternehmensdatei oder der Schlüssel eines Unternehmens im Ordner von --files. Ein HTML-Bericht ist eine einzige, in sich abgeschlossene Datei ohne Skripte. Ein PDF druckt ein installierter Chrome, Edge oder Chromium. Ein Word-Dokument (docx) lässt sich bearbeiten, auch seine Diagramme. Mit --template tritt der Bericht an die Stelle von {{report}} in jenem Dokument, sonst ans Ende; {{title}} wird zum Titel.',
  'a table of supplier links: buyer, supplier; share or value, single, chain, cluster':
    'Tabelle der Lieferbeziehungen: buyer, supplier; share oder value, single, chain, cluster',
  'list model cases, who leads and who rose, by these facts, such as sector,size, or among all':
    'Vorbilder auflisten, wer vorn liegt und wer aufgestiegen ist, nach diesen Angaben, etwa sector,size, oder unter allen (all)',
  'list whom to visit next, this many': 'auflisten, wer als Nächstes zu besuchen ist, so viele',
  'where to spend this amount next, and whom chain leaders take along':
    'wohin dieser Betrag als Nächstes gehen soll und wen Kettenführer mitnehmen',
  'with --budget: look only at this many enterprises beside those on file (default: all)':
    'mit --budget: nur so viele Unternehmen neben denen mit abgelegtem Plan betrachten (Standard: all)',
  'the policy for roadmaps and chain instruments (default: that of the pack)':
    'Förderpolitik für Fahrpläne und Kettenförderung (Standard: die des Pakets)',
  'a table of all enterprises in scope, which coverage is measured against':
    'Tabelle aller Unternehmen im Geltungsbereich, an denen die Abdeckung gemessen wird',
  'a table of enterprises outside the registry: partners of its chains in other cities':
    'Tabelle von Unternehmen außerhalb des Registers: Kettenpartner in anderen Städten',
  'facts to group by, separated by commas, crossed with *: district,sector*size':
    'Angaben, nach denen gruppiert wird, durch Kommas getrennt, gekreuzt mit *: district,sector*size',
  'the stages to count and their targets (default: four stages)':
    'die zu zählenden Etappen und ihre Ziele (Standard: vier Etappen)',
  'whose level counts: on-site, else self (either), or one kind only':
    'wessen Stufe zählt: vor Ort, sonst selbst (either), oder nur eine Art',
  'compare diagnoses on site with self-assessments at most this many days apart (default: 92)':
    'Diagnosen vor Ort mit Selbstbewertungen vergleichen, die höchstens so viele Tage auseinanderliegen (Standard: 92)',
  'rate the quality of each question, from files or results with --answers':
    'Güte jeder Frage zeigen, aus Dateien oder Ergebnissen mit --answers',
  'a table of published figures to rank among: names and numbers':
    'Tabelle veröffentlichter Zahlen für die Rangfolge: Namen und Werte',
  'whose portfolio this is, for the title and among the peers': 'wessen Bestand es ist, für den Titel und im Vergleich',
  'print every table on a terminal, too, not the first page alone':
    'auch im Terminal alle Tabellen ausgeben, nicht nur die erste Seite',
  'a pack whose questions are columns of the peers, to rank its scores as well':
    'Paket, dessen Fragen Spalten der Vergleichstabelle sind; auch seine Werte erhalten einen Rang',
  'the smallest count shown (default: 5 in files for others, none on a terminal)':
    'kleinste gezeigte Anzahl (Standard: 5 in Dateien zum Weitergeben, keine im Terminal)',
  'write the keys of those who have not reached every stage, as CSV':
    'Schlüssel derer schreiben, die nicht jede Etappe erreicht haben, als CSV',
  'write each enterprise under a pseudonym; the keys go to a file beside it, such as out.keys.csv for out.csv':
    'jedes Unternehmen unter einem Pseudonym schreiben; die Schlüssel stehen in einer Datei daneben, etwa out.keys.csv zu out.csv',
  'the pack of results that name none (default: the only one that others name)':
    'Paket der Ergebnisse, die keines nennen (Standard: das einzige, das andere nennen)',
  'the key column of tables (default: key, uscc or the first one)':
    'Schlüsselspalte der Tabellen (Standard: key, uscc oder die erste)',
  'rows are groups: the column with how many enterprises each stands for':
    'Zeilen sind Gruppen: Spalte mit der Zahl der Unternehmen, für die jede steht',
  'the key column of --registry and --outside (default: --key, else key, uscc or the first one)':
    'Schlüsselspalte von --registry und --outside (Standard: --key, sonst key, uscc oder die erste)',
  'how batch results were assessed': 'wie Batch-Ergebnisse bewertet wurden',
  'the day of batch results that state none': 'Tag der Batch-Ergebnisse, die keinen nennen',
  'the reporting day; anything later does not count yet (default: today)':
    'Stichtag; Späteres zählt noch nicht (Standard: heute)',
  'encoding of the registry: utf-8, gb18030, utf-16le or utf-16be':
    'Zeichenkodierung des Registers: utf-8, gb18030, utf-16le oder utf-16be',
  'the delimiter between its cells: , ; | or tab': 'Trennzeichen seiner Zellen: , ; | oder tab',
  'the sheet of its workbook': 'Blatt seiner Arbeitsmappe',
  'INPUT is a folder of enterprise files, or a batch result in CSV, XLSX, JSON lines, Parquet or Arrow, as matura batch writes it, or a folder of such Parquet, where district=X in the names of its folders is a column; several are possible. A batch result has the --kind and --date given, or states them before its path: onsite:2026-03-31:visits.csv; columns named kind, assessedOn (YYYY-MM-DD) and pack (id@version) override both. Every enterprise is counted once.':
    'INPUT ist ein Ordner mit Unternehmensdateien oder ein Ergebnis von matura batch in CSV, XLSX, JSON Lines, Parquet oder Arrow oder ein Ordner mit solchem Parquet, in dem district=X im Namen eines Ordners eine Spalte ist; auch mehrere. Für ein Ergebnis gelten --kind und --date, oder sie stehen vor seinem Pfad: onsite:2026-03-31:visits.csv; Spalten namens kind, assessedOn (JJJJ-MM-TT) und pack (id@version) gehen beiden vor. Jedes Unternehmen zählt einmal.',
  'With --count, inputs are what a database has grouped: a row for all enterprises with the same facts, level, bounds and, where it is a column, score, and how many they are. Figures are those of the single rows. What tells enterprises apart is not possible: a registry, answers, two assessments of one enterprise, chains, plans, lists of enterprises.':
    'Mit --count sind Eingaben, was eine Datenbank gruppiert hat: eine Zeile für alle Unternehmen mit denselben Angaben, derselben Stufe, denselben Grenzen und, wo sie eine Spalte ist, derselben Punktzahl, dazu ihre Anzahl. Die Zahlen sind die der einzelnen Zeilen. Was Unternehmen unterscheiden muss, geht nicht: Register, Antworten, zwei Bewertungen eines Unternehmens, Ketten, Pläne, Listen von Unternehmen.',
  "Output for others (files, and all formats but the terminal's) hides counts below --min-cell, and whole rows where subtraction would reveal them; for fewer enterprises than that, it shows no figure at all, not even their number. --min-cell 1 shows everything. --chains, --models, --visits and --budget name enterprises: they need a terminal, or --min-cell 1 for the office's own copy. --missing and --pseudonyms describe single enterprises, too: a rare combination of facts can identify one without its key.":
    'Ausgaben zum Weitergeben (Dateien und alle Formate außer dem des Terminals) verbergen Anzahlen unter --min-cell und ganze Zeilen, wo sie sich durch Abziehen ergäben; bei weniger Unternehmen insgesamt wird keine Zahl gezeigt, auch nicht, wie viele es sind. --min-cell 1 zeigt alles. --chains, --models, --visits und --budget nennen Unternehmen: Sie brauchen ein Terminal, oder --min-cell 1 fürs eigene Haus. Auch --missing und --pseudonyms beschreiben einzelne Unternehmen: Eine seltene Kombination von Angaben kann eines ohne Schlüssel erkennbar machen.',
  'If inputs have a column "synthetic" with the value true, every format says so: JSON by "synthetic": true, CSV by a row of the table "about", which also states the reporting day, the others in words.':
    'Haben Eingaben eine Spalte synthetic mit dem Wert true, sagt das jedes Format: JSON mit "synthetic": true, CSV mit einer Zeile der Tabelle about, die auch den Stichtag nennt, die übrigen in Worten.',
  '--budget compares a roadmap to each of the next three levels that an enterprise can surely reach, by the high cost estimate and for up to twice the budget, and buys at most one for each enterprise. Raising one enterprise by one level counts as one level gained. With --plans only that many are looked at beside the roadmaps on file: those that a chain depends on most, and those closest to the next level.':
    '--budget vergleicht je einen Fahrplan zu den nächsten drei Stufen, die ein Unternehmen sicher erreichen kann, nach der hohen Kostenschätzung und bis zum doppelten Budget, und wählt höchstens einen je Unternehmen. Ein Unternehmen um eine Stufe zu heben, zählt als eine gewonnene Stufe. Mit --plans werden neben den abgelegten Fahrplänen nur so viele Unternehmen betrachtet: die, von denen eine Kette am meisten abhängt, und die, die der nächsten Stufe am nächsten sind.',
  '--stages FILE counts the stages of a programme, each against its target; .stated of a fact holds if it says anything but no:':
    '--stages FILE zählt die Etappen eines Programms, jede gegen ihr Ziel; .stated einer Angabe trifft zu, wenn sie etwas anderes als Nein sagt:',
  'Exit code 0: done; 1: done, but some rows or files could not be read; 2: the options cannot be combined; 3: an input cannot be used at all.':
    'Exit-Code 0: erledigt; 1: erledigt, aber einige Zeilen oder Dateien waren nicht lesbar; 2: die Optionen passen nicht zusammen; 3: eine Eingabe ist gar nicht verwendbar.',
  'the folder to write to; it must be new or empty': 'Zielordner; er muss neu oder leer sein',
  'print what was written as JSON': 'als JSON ausgeben, was geschrieben wurde',
  'SPEC is a YAML file of the kind "region" (matura schema region): the number of enterprises, their groups, chains, assessments over time, and the figures that must come out exactly. It yields a registry, answers as exports and as results, supplier links, figures of peers, and enterprise files if the specification asks for them. The same file gives the same bytes. Everything is marked as synthetic: names, codes (of a region 99, which does not exist) and a column in every table. The folder appears under its name only when it is complete: an interrupted run leaves nothing behind.':
    'SPEC ist eine YAML-Datei der Art „region“ (matura schema region): Zahl der Unternehmen, Gruppen, Ketten, Bewertungen im Zeitverlauf und die Zahlen, die genau herauskommen müssen. Daraus entstehen ein Register, Antworten als Exporte und als Ergebnisse, Lieferbeziehungen, Vergleichszahlen und, falls verlangt, Unternehmensdateien. Dieselbe Datei ergibt dieselben Bytes. Alles ist als synthetisch gekennzeichnet: Namen, Codes (einer Region 99, die es nicht gibt) und eine Spalte in jeder Tabelle. Der Ordner erscheint erst unter seinem Namen, wenn er vollständig ist: Ein unterbrochener Lauf hinterlässt nichts.',
  'Exit code 0: written; 3: the specification contradicts itself (each contradiction names its line), or the folder is not empty.':
    'Exit-Code 0: geschrieben; 3: die Spezifikation widerspricht sich (jeder Widerspruch nennt seine Zeile), oder der Ordner ist nicht leer.',
  'the id of the pack (default: the name of the folder)': 'ID des Pakets (Standard: der Name des Ordners)',
  'the title of the pack': 'Titel des Pakets',
  'build the pack from an XLSForm or a table of questions (XLSX)':
    'Paket aus einem XLSForm oder einer Tabelle von Fragen (XLSX) erstellen',
  "language, also of the pack and its comments: {codes} (default: the system's)":
    'Sprache, auch des Pakets und seiner Kommentare: {codes} (Standard: die des Systems)',
  'Creates a small working pack with measures, a policy and cases, a GitHub workflow, hooks for pre-commit, and the settings and schemas with which an editor completes, explains and checks. The folder must be new or empty, apart from .git.':
    'Legt ein kleines lauffähiges Paket mit Maßnahmen, Förderpolitik und Fällen an, dazu einen GitHub-Workflow, Hooks für pre-commit sowie Einstellungen und Schemata, mit denen ein Editor vervollständigt, erklärt und prüft. Der Ordner muss neu oder bis auf .git leer sein.',
  'With --from, the pack is built from a workbook: an XLSForm (sheets survey and choices), or tables with the usual headings, such as Section, Question, Type, Options, Points, Max points and Weight, in English, Chinese or German. Options are in one cell, in rows of their own or in columns, with their points in their texts or beside them. Levels and facts of the enterprise may have sheets of their own. Guesses, and all that was not used, are listed; what contradicts itself is refused.':
    'Mit --from entsteht das Paket aus einer Arbeitsmappe: einem XLSForm (Blätter survey und choices) oder Tabellen mit üblichen Überschriften wie Bereich, Frage, Antworttyp, Antworten, Punkte, Max. Punkte und Gewichtung, auf Deutsch, Englisch oder Chinesisch. Optionen stehen in einer Zelle, in eigenen Zeilen oder in Spalten, ihre Punkte im Text oder daneben. Stufen und Angaben zum Unternehmen können eigene Blätter haben. Was geraten und was nicht verwendet wurde, wird aufgelistet; Widersprüche werden abgelehnt.',
  'Exit code 0: written; 3: the folder is not empty or cannot be written to.':
    'Exit-Code 0: geschrieben; 3: der Ordner ist nicht leer oder nicht beschreibbar.',
  'the lowest severity that makes the exit code 1': 'niedrigster Schweregrad, bei dem der Exit-Code 1 ist',
  'exit with 1 if there are more warnings than this': 'Exit-Code 1 bei mehr Warnungen',
  'a file of known findings that may stay, each with a reason':
    'Datei bekannter Befunde, die bleiben dürfen, jeder mit Begründung',
  'write the findings as a baseline, for you to add the reasons':
    'Befunde als Baseline schreiben, zum Ergänzen der Begründungen',
  'the day on which instruments are valid or expired, such as 2026-01-31 (default: today)':
    'Tag, an dem Förderungen gelten oder abgelaufen sind, etwa 2026-01-31 (Standard: heute)',
  'compare with a git revision: lost ids, changes under the same version':
    'mit einer Git-Revision vergleichen: verlorene IDs, Änderungen unter gleicher Version',
  'A path is a folder of packs, a pack, one of its files, or a policy; any other document that states its kind is checked against its schema. With no path, the current folder is checked. Under GitHub Actions, findings also appear beside the changed lines. An expired instrument is reported from the day after its last, even in a pack that nobody changed; with --as-of, the same files give the same findings on any day.':
    'Ein Pfad ist ein Ordner mit Paketen, ein Paket, eine seiner Dateien oder eine Förderpolitik; jedes andere Dokument, das seine Art nennt, wird gegen sein Schema geprüft. Ohne Pfad wird der aktuelle Ordner geprüft. Unter GitHub Actions erscheinen die Befunde auch neben den geänderten Zeilen. Eine abgelaufene Förderung wird vom Tag nach ihrem letzten an gemeldet, auch in einem unveränderten Paket; mit --as-of ergeben dieselben Dateien an jedem Tag dieselben Befunde.',
  'Of a rule with more than 200 findings, the first 200 are listed and the others counted (50 on a terminal). In JSON they are under "more", with code, count and severity.':
    'Von einer Regel mit mehr als 200 Befunden werden die ersten 200 aufgeführt und die übrigen gezählt (50 im Terminal). In JSON stehen sie unter „more“, mit code, count und severity.',
  'A finding stays where a comment says why, at the end of its line or alone in the line above it, such as # matura: ignore M312 kept for statistics. A comment that nothing answers to any more is an error.':
    'Ein Befund bleibt, wo ein Kommentar sagt, warum: am Ende seiner Zeile oder allein in der Zeile darüber, etwa # matura: ignore M312 für die Statistik. Ein Kommentar, auf den nichts mehr passt, ist ein Fehler.',
  'Exit code 0: no findings, or only warnings; 1: errors, or what --fail-on and --max-warnings name; 3: a path is missing or holds no pack.':
    'Exit-Code 0: keine Befunde oder nur Warnungen; 1: Fehler oder was --fail-on und --max-warnings nennen; 3: ein Pfad fehlt oder enthält kein Paket.',
  'only cases whose id contains this text': 'nur Fälle, deren ID diesen Text enthält',
  'show how much of a pack its cases cover, and what they do not':
    'zeigen, was die Fälle eines Pakets abdecken und was nicht',
  'fail if the cases of a pack cover less than this': 'scheitern, wenn die Fälle eines Pakets weniger abdecken',
  'rewrite expectations that are not met; needs --reason': 'nicht erfüllte Erwartungen neu schreiben; braucht --reason',
  'why expectations change; kept in the case': 'warum sich Erwartungen ändern; steht dann im Fall',
  'A path is a folder of packs, or a pack; with no path, the current folder is searched. Under GitHub Actions, what is not met also appears beside the changed lines. --update never rewrites what was published or comes from a third party: then the pack is wrong. Exit code 0: all cases pass; 1: some fail, a pack cannot be used, or coverage is too low; 3: no pack, or none with a case that can be run.':
    'Ein Pfad ist ein Ordner mit Paketen oder ein Paket; ohne Pfad wird der aktuelle Ordner durchsucht. Unter GitHub Actions erscheint auch neben den geänderten Zeilen, was nicht erfüllt ist. --update schreibt nie um, was veröffentlicht ist oder von Dritten kommt: Dann ist das Paket falsch. Exit-Code 0: alle Fälle bestehen; 1: einige scheitern, ein Paket ist nicht verwendbar oder es wird zu wenig abgedeckt; 3: kein Paket, oder keines mit einem ausführbaren Fall.',
  'a folder of enterprise files: show whose level would change and which answers would be lost':
    'Ordner mit Unternehmensdateien: zeigen, wessen Stufe sich ändern und welche Antworten verloren gehen würden',
  'list changed texts and translations instead of counting them':
    'geänderte Texte und Übersetzungen auflisten statt zählen',
  "the policy whose facts are asked as well (default: the questionnaires')":
    'Förderpolitik, deren Angaben mit erfragt werden (Standard: die der Fragebögen)',
  'OLD and NEW are ids or paths of packs, such as two folders with the same pack. Renames that NEW declares with `renamedFrom` are applied first. With --files, the newest assessment of each enterprise under the id of OLD is taken over, scored under NEW and compared with its recorded result; nothing is written. --format md is an entry for a changelog; it and JSON say which version the changes deserve: a major one where the same answers may come to other results or lose their place, a minor one for what is new or renamed and for other advice, a patch for texts.':
    'OLD und NEW sind IDs oder Pfade von Paketen, etwa zwei Ordner mit demselben Paket. Umbenennungen, die NEW mit `renamedFrom` erklärt, werden zuerst angewandt. Mit --files wird die neueste Bewertung jedes Unternehmens unter der ID von OLD übernommen, nach NEW ausgewertet und mit dem festgehaltenen Ergebnis verglichen; nichts wird geschrieben. --format md ist ein Eintrag für ein Änderungsprotokoll; dort und in JSON steht, welche Version die Änderungen verlangen: eine Hauptversion, wo dieselben Antworten andere Ergebnisse haben oder ihren Platz verlieren können, eine Nebenversion für Neues, Umbenanntes und andere Empfehlungen, eine Korrektur für Texte.',
  'Exit code 0: nothing to look at; 1: something that affects results changed under the same version, or with --files a level changes or may change, an answer is lost or a file cannot be read; 3: a pack or the folder cannot be used.':
    'Exit-Code 0: nichts zum Ansehen; 1: bei gleicher Version hat sich etwas geändert, das Ergebnisse beeinflusst, oder mit --files ändert sich eine Stufe (vielleicht), geht eine Antwort verloren oder ist eine Datei nicht lesbar; 3: ein Paket oder der Ordner ist nicht verwendbar.',
  'ID is a code or a name, as in matura rule M204 or matura rule unknown-question-type.':
    'ID ist ein Code oder ein Name, wie in matura rule M204 oder matura rule unknown-question-type.',
  'It must not be empty.': 'Der Wert darf nicht leer sein.',
  'Example:': 'Beispiel:',
  'As the first line of a questionnaire, for editors with the YAML language server:':
    'Als erste Zeile eines Fragebogens, für Editoren mit dem YAML-Language-Server:',
  'General:': 'Allgemein:',
  'Output:': 'Ausgabe:',
  'Exports:': 'Exporte:',
  'Enterprise files, with --files:': 'Unternehmensdateien, mit --files:',
  'Exit code:': 'Exit-Code:',
  'Input:': 'Eingabe:',
  'Figures:': 'Kennzahlen:',
  'Next steps:': 'Nächste Schritte:',
  'replace a file that is not an earlier output of this command':
    'eine Datei ersetzen, die keine frühere Ausgabe dieses Befehls ist',
  '--format and -o may be repeated: each file takes the format before it, or that of its ending, and one format without a file goes to standard output.':
    '--format und -o sind mehrfach möglich: Jede Datei erhält das Format davor oder das ihrer Endung; ein Format ohne Datei geht in die Standardausgabe.',
  'make a folder to try every command on instead of a pack':
    'statt eines Pakets einen Ordner anlegen, in dem sich alle Befehle ausprobieren lassen',
  'With --example, the folder holds what the examples of every help work on: answers, exports, the specification of a region, and the file of a fictitious enterprise that was assessed twice.':
    'Mit --example enthält der Ordner, womit die Beispiele jeder Hilfe arbeiten: Antworten, Exporte, die Beschreibung einer Region und die Datei eines fiktiven Unternehmens, das zweimal bewertet wurde.',
  'The examples of every help run in the folder that matura init demo --example makes.':
    'Die Beispiele jeder Hilfe laufen in dem Ordner, den matura init demo --example anlegt.',
  'Print what completes commands in bash, zsh, fish or PowerShell':
    'Skript zur Vervollständigung von Befehlen ausgeben, für bash, zsh, fish oder PowerShell',
  'Settings:': 'Einstellungen:',
  'SHELL is bash, zsh, fish or powershell. Completes commands, options and their values, packs, policies, scores, and the keys of enterprise files. With WORDS, the last of which is being typed, the command lists what it could become.':
    'SHELL ist bash, zsh, fish oder powershell. Vervollständigt werden Befehle, Optionen und ihre Werte, Pakete, Förderpolitiken, Werte und die Schlüssel der Unternehmensdateien. Mit WORDS, deren letztes gerade getippt wird, listet der Befehl auf, was daraus werden kann.',
  'To load it in every new shell:': 'Damit jede neue Shell es lädt:',
  'Help an editor with packs: findings as one types, completion, explanation, renaming':
    'Einem Editor bei Paketen helfen: Befunde beim Tippen, Vervollständigung, Erklärung, Umbenennen',
  'speak over standard input and output, as is done anyway':
    'über Standardein- und -ausgabe sprechen, was ohnehin geschieht',
  'An editor starts it and speaks the language server protocol over standard input and output: findings while one types, what a key or an id means, completion, the place where an id is given, and renaming in all files of a pack and its policies. The folder examples/editor of Matura sets it up for VS Code, Neovim and Helix.':
    'Ein Editor startet den Befehl und spricht mit ihm über Standardein- und -ausgabe das Language Server Protocol: Befunde beim Tippen, die Bedeutung von Schlüsseln und IDs, Vervollständigung, die Stelle, an der eine ID vergeben wird, und Umbenennen in allen Dateien eines Pakets und seiner Förderpolitik. Der Ordner examples/editor von Matura richtet VS Code, Neovim und Helix ein.',
  'Show what matura.yaml and the environment set': 'Zeigen, was matura.yaml und die Umgebung festlegen',
  'The file matura.yaml is found in the current folder or one above it, within the git repository. Options given to a command go before it. With it, what always stays the same needs no option:':
    'Die Datei matura.yaml wird im aktuellen Ordner oder darüber gesucht, innerhalb des Git-Repositorys. Optionen eines Befehls gehen ihr vor. Was immer gleich bleibt, braucht mit ihr keine Option:',
  'Paths start from its folder. Rules set the severity of findings of matura validate: error, warning or off. Docs is where the site of guides and rules is published, which findings in SARIF and in editors then lead to.':
    'Pfade gelten ab ihrem Ordner. rules legt fest, wie schwer Befunde von matura validate wiegen: error, warning oder off. docs nennt, wo die Website der Anleitungen und Regeln veröffentlicht ist; Befunde in SARIF und im Editor führen dann dorthin.',
  'open what was written in the program that the system has for it':
    'das Geschriebene mit dem Programm öffnen, das das System dafür hat',
  '-o may be repeated: each file takes the format of its ending. A workbook (xlsx) has a sheet for each table, with unrounded numbers; csv has a row for each cell of the tables, with its value and its text.':
    '-o ist wiederholbar: Jede Datei erhält das Format ihrer Endung. Eine Arbeitsmappe (xlsx) hat ein Blatt je Tabelle, mit ungerundeten Zahlen; csv hat eine Zeile je Tabellenzelle, mit ihrem Wert und ihrem Text.',
  'leave enterprise files as they are, and say what would be written':
    'Unternehmensdateien unverändert lassen und sagen, was geschrieben würde',
};

/** What is said of any option, and of what is wrong with what was typed. */
export const usage: HelpTexts['usage'] = {
  'Usage:': 'Verwendung:',
  'Options:': 'Optionen:',
  'Commands:': 'Befehle:',
  '[options]': '[Optionen]',
  '[command]': '[Befehl]',
  '(add --help for usage)': '(--help zeigt, was möglich ist)',
  'Example: {command}': 'Beispiel: {command}',
  'Kinds: {kinds}': 'Arten: {kinds}',
  ' (choices: {choices}, default: {value})': ' (möglich: {choices}; Standard: {value})',
  ' (choices: {choices})': ' (möglich: {choices})',
  ' (default: {value})': ' (Standard: {value})',
  none: 'keine',
  'Allowed choices are {choices}. Did you mean {near}?': 'Möglich sind {choices}. War {near} gemeint?',
  'Allowed choices are {choices}.': 'Möglich sind {choices}.',
  '(Did you mean one of {names}?)': '(War eines davon gemeint: {names}?)',
  '(Did you mean {name}?)': '(War {name} gemeint?)',
  "error: unknown option '{option}'": 'Fehler: unbekannte Option „{option}“',
  "error: unknown command '{name}'": 'Fehler: unbekannter Befehl „{name}“',
  "error: missing required argument '{name}'": 'Fehler: das Argument <{name}> fehlt',
  "error: option '{option}' argument missing": 'Fehler: der Option „{option}“ fehlt der Wert',
  "error: required option '{option}' not specified": 'Fehler: die Option „{option}“ ist erforderlich',
  "error: option '{option}' argument '{value}' is invalid. {reason}":
    'Fehler: der Wert „{value}“ der Option „{option}“ ist ungültig. {reason}',
  "error: command-argument value '{value}' is invalid for argument '{name}'. {reason}":
    'Fehler: der Wert „{value}“ des Arguments <{name}> ist ungültig. {reason}',
  "error: option '{option}' cannot be used with option '{other}'":
    'Fehler: die Optionen „{option}“ und „{other}“ gehen nicht zusammen',
  "error: too many arguments for '{command}'. Expected {most} argument but got {given}.":
    'Fehler: zu viele Argumente für „{command}“: höchstens {most} statt {given}.',
  "error: too many arguments for '{command}'. Expected {most} arguments but got {given}.":
    'Fehler: zu viele Argumente für „{command}“: höchstens {most} statt {given}.',
};
