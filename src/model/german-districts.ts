// The German districts by Land, including towns that are districts of their own. The names are those of the NUTS 3
// regions, version 2024, in Regulation (EU) 2023/674. They are taken from a copy of the regulation; abbreviations such
// as “i. d.” are written out.
import { normaliseSpelling, spellOutUmlauts } from './spelling.ts';

const NAMES_BY_LAND: Readonly<Record<string, string>> = {
  'DE-BW': `
    Alb-Donau-Kreis, Baden-Baden, Biberach, Bodenseekreis, Breisgau-Hochschwarzwald, Böblingen, Calw, Emmendingen,
    Enzkreis, Esslingen, Freiburg im Breisgau, Freudenstadt, Göppingen, Heidelberg, Heidenheim, Heilbronn,
    Hohenlohekreis, Karlsruhe, Konstanz, Ludwigsburg, Lörrach, Main-Tauber-Kreis, Mannheim, Neckar-Odenwald-Kreis,
    Ortenaukreis, Ostalbkreis, Pforzheim, Rastatt, Ravensburg, Rems-Murr-Kreis, Reutlingen, Rhein-Neckar-Kreis,
    Rottweil, Schwarzwald-Baar-Kreis, Schwäbisch Hall, Sigmaringen, Stuttgart, Tuttlingen, Tübingen, Ulm, Waldshut,
    Zollernalbkreis`,
  'DE-BY': `
    Aichach-Friedberg, Altötting, Amberg, Amberg-Sulzbach, Ansbach, Aschaffenburg, Augsburg, Bad Kissingen, Bad
    Tölz-Wolfratshausen, Bamberg, Bayreuth, Berchtesgadener Land, Cham, Coburg, Dachau, Deggendorf, Dillingen an der
    Donau, Dingolfing-Landau, Donau-Ries, Ebersberg, Eichstätt, Erding, Erlangen, Erlangen-Höchstadt, Forchheim,
    Freising, Freyung-Grafenau, Fürstenfeldbruck, Fürth, Garmisch-Partenkirchen, Günzburg, Haßberge, Hof,
    Ingolstadt, Kaufbeuren, Kelheim, Kempten (Allgäu), Kitzingen, Kronach, Kulmbach, Landsberg am Lech, Landshut,
    Lichtenfels, Lindau (Bodensee), Main-Spessart, Memmingen, Miesbach, Miltenberg, Mühldorf am Inn, München,
    Neu-Ulm, Neuburg-Schrobenhausen, Neumarkt in der Oberpfalz, Neustadt an der Aisch-Bad Windsheim, Neustadt an der
    Waldnaab, Nürnberg, Nürnberger Land, Oberallgäu, Ostallgäu, Passau, Pfaffenhofen an der Ilm, Regen, Regensburg,
    Rhön-Grabfeld, Rosenheim, Roth, Rottal-Inn, Schwabach, Schwandorf, Schweinfurt, Starnberg, Straubing,
    Straubing-Bogen, Tirschenreuth, Traunstein, Unterallgäu, Weiden in der Oberpfalz, Weilheim-Schongau,
    Weißenburg-Gunzenhausen, Wunsiedel im Fichtelgebirge, Würzburg`,
  'DE-BB': `
    Barnim, Brandenburg an der Havel, Cottbus, Dahme-Spreewald, Elbe-Elster, Frankfurt (Oder), Havelland,
    Märkisch-Oderland, Oberhavel, Oberspreewald-Lausitz, Oder-Spree, Ostprignitz-Ruppin, Potsdam,
    Potsdam-Mittelmark, Prignitz, Spree-Neiße, Teltow-Fläming, Uckermark`,
  'DE-HB': `
    Bremerhaven`,
  'DE-HE': `
    Bergstraße, Darmstadt, Darmstadt-Dieburg, Frankfurt am Main, Fulda, Gießen, Groß-Gerau, Hersfeld-Rotenburg,
    Hochtaunuskreis, Kassel, Lahn-Dill-Kreis, Limburg-Weilburg, Main-Kinzig-Kreis, Main-Taunus-Kreis,
    Marburg-Biedenkopf, Odenwaldkreis, Offenbach, Offenbach am Main, Rheingau-Taunus-Kreis, Schwalm-Eder-Kreis,
    Vogelsbergkreis, Waldeck-Frankenberg, Werra-Meißner-Kreis, Wetteraukreis, Wiesbaden`,
  'DE-MV': `
    Landkreis Rostock, Ludwigslust-Parchim, Mecklenburgische Seenplatte, Nordwestmecklenburg, Rostock, Schwerin,
    Vorpommern-Greifswald, Vorpommern-Rügen`,
  'DE-NI': `
    Ammerland, Aurich, Braunschweig, Celle, Cloppenburg, Cuxhaven, Delmenhorst, Diepholz, Emden, Emsland, Friesland,
    Gifhorn, Goslar, Grafschaft Bentheim, Göttingen, Hameln-Pyrmont, Harburg, Heidekreis, Helmstedt, Hildesheim,
    Holzminden, Leer, Lüchow-Dannenberg, Lüneburg, Nienburg (Weser), Northeim, Oldenburg, Osnabrück, Osterholz,
    Peine, Region Hannover, Rotenburg (Wümme), Salzgitter, Schaumburg, Stade, Uelzen, Vechta, Verden, Wesermarsch,
    Wilhelmshaven, Wittmund, Wolfenbüttel, Wolfsburg`,
  'DE-NW': `
    Bielefeld, Bochum, Bonn, Borken, Bottrop, Coesfeld, Dortmund, Duisburg, Düren, Düsseldorf, Ennepe-Ruhr-Kreis,
    Essen, Euskirchen, Gelsenkirchen, Gütersloh, Hagen, Hamm, Heinsberg, Herford, Herne, Hochsauerlandkreis, Höxter,
    Kleve, Krefeld, Köln, Leverkusen, Lippe, Mettmann, Minden-Lübbecke, Märkischer Kreis, Mönchengladbach, Mülheim
    an der Ruhr, Münster, Oberbergischer Kreis, Oberhausen, Olpe, Paderborn, Recklinghausen, Remscheid,
    Rhein-Erft-Kreis, Rhein-Kreis Neuss, Rhein-Sieg-Kreis, Rheinisch-Bergischer Kreis, Siegen-Wittgenstein, Soest,
    Solingen, Steinfurt, Städteregion Aachen, Unna, Viersen, Warendorf, Wesel, Wuppertal`,
  'DE-RP': `
    Ahrweiler, Altenkirchen (Westerwald), Alzey-Worms, Bad Dürkheim, Bad Kreuznach, Bernkastel-Wittlich, Birkenfeld,
    Cochem-Zell, Donnersbergkreis, Eifelkreis Bitburg-Prüm, Frankenthal (Pfalz), Germersheim, Kaiserslautern,
    Koblenz, Kusel, Landau in der Pfalz, Ludwigshafen am Rhein, Mainz, Mainz-Bingen, Mayen-Koblenz, Neustadt an der
    Weinstraße, Neuwied, Pirmasens, Rhein-Hunsrück-Kreis, Rhein-Lahn-Kreis, Rhein-Pfalz-Kreis, Speyer, Südliche
    Weinstraße, Südwestpfalz, Trier, Trier-Saarburg, Vulkaneifel, Westerwaldkreis, Worms, Zweibrücken`,
  'DE-SL': `
    Merzig-Wadern, Neunkirchen, Regionalverband Saarbrücken, Saarlouis, Saarpfalz-Kreis, St. Wendel`,
  'DE-SN': `
    Bautzen, Chemnitz, Dresden, Erzgebirgskreis, Görlitz, Leipzig, Meißen, Mittelsachsen, Nordsachsen, Sächsische
    Schweiz-Osterzgebirge, Vogtlandkreis, Zwickau`,
  'DE-ST': `
    Altmarkkreis Salzwedel, Anhalt-Bitterfeld, Burgenlandkreis, Börde, Dessau-Roßlau, Halle (Saale), Harz,
    Jerichower Land, Magdeburg, Mansfeld-Südharz, Saalekreis, Salzlandkreis, Stendal, Wittenberg`,
  'DE-SH': `
    Dithmarschen, Flensburg, Herzogtum Lauenburg, Kiel, Lübeck, Neumünster, Nordfriesland, Ostholstein, Pinneberg,
    Plön, Rendsburg-Eckernförde, Schleswig-Flensburg, Segeberg, Steinburg, Stormarn`,
  'DE-TH': `
    Altenburger Land, Eichsfeld, Erfurt, Gera, Gotha, Greiz, Hildburghausen, Ilm-Kreis, Jena, Kyffhäuserkreis,
    Nordhausen, Saale-Holzland-Kreis, Saale-Orla-Kreis, Saalfeld-Rudolstadt, Schmalkalden-Meiningen, Sonneberg,
    Suhl, Sömmerda, Unstrut-Hainich-Kreis, Wartburgkreis, Weimar, Weimarer Land`,
};

const LAND_BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(NAMES_BY_LAND).flatMap(([land, names]) =>
    names.split(',').map((name) => [foldDistrict(name), land] as const),
  ),
);

/** What people write before the name of a district, such as a postcode or the kind of district, and after it. */
const BEFORE_NAME = /^(?:(?:d-)?[0-9]{5} )?(?:(?:landkreis|kreis|lkr\.|stadtkreis|kreisfreie stadt|stadt) )?/;
const AFTER_NAME = /,? \(?(?:landkreis|stadtkreis|kreisfreie stadt|stadt)\)?$/;

/** Returns the Land of a German district, as a code of ISO 3166-2; undefined for other texts. */
export function findLandOfDistrict(text: string): string | undefined {
  const name = foldDistrict(text);
  return LAND_BY_NAME.get(name) ?? LAND_BY_NAME.get(name.replace(BEFORE_NAME, '').replace(AFTER_NAME, ''));
}

function foldDistrict(name: string): string {
  return spellOutUmlauts(normaliseSpelling(name));
}
