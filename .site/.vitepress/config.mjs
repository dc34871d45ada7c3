import menus from '../pages/menus.json' with { type: 'json' };
import { LANGUAGES, rootOf, WORDS } from '../words.mjs';

/** As GitHub names the headings of a page, so that a link works in both. */
const slugify = (text) =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');

/** Words as people search them; Chinese is written without blanks. It runs in the browser, so it names nothing outside. */
function tokenize(text) {
  return [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text.toLowerCase())]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
}

const GROUPS = ['guides', 'commands', 'packs', 'policies', 'format', 'rules', 'project'];

const locales = LANGUAGES.map((language) => [
  language === LANGUAGES[0] ? 'root' : language,
  { label: WORDS[language].language, lang: language, link: rootOf(language), themeConfig: theme(language) },
]);
const translated = locales.filter(([, { lang }]) => WORDS[lang].search);

export default {
  title: 'Matura',
  // No icon, and no request for one.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  srcDir: 'pages',
  outDir: '../site',
  cacheDir: 'cache',
  locales: Object.fromEntries(locales),
  // Texts are no templates: `<pack>` and `{year}` stand for themselves.
  markdown: { html: false, attrs: { disable: true }, anchor: { slugify } },
  themeConfig: {
    // Not every page exists in every language.
    i18nRouting: false,
    search: {
      provider: 'local',
      options: {
        miniSearch: { options: { tokenize } },
        locales: Object.fromEntries(translated.map(([key, { lang }]) => [key, searchWords(lang)])),
      },
    },
  },
};

function theme(language) {
  const words = WORDS[language];
  const sectionOf = (group) => ({ text: words[group], items: menus[language][group] ?? menus.en[group] });
  const [guides, ...reference] = GROUPS.map(sectionOf);
  const [outlineLabel, previous, next, menu, top, appearance, light, dark, languages] = words.page ?? [];
  return {
    nav: [
      { text: words.guides, link: guides.items[0].link },
      { text: words.reference, items: reference.map(({ text, items: [{ link }] }) => ({ text, link })) },
    ],
    // What a page stands among.
    sidebar: Object.fromEntries(
      GROUPS.filter((group) => menus[language][group]).map((group) => [
        `${rootOf(language)}${group}/`,
        [sectionOf(group)],
      ]),
    ),
    outline: { level: [2, 3], ...(outlineLabel ? { label: outlineLabel } : {}) },
    ...(words.page
      ? {
          docFooter: { prev: previous, next },
          sidebarMenuLabel: menu,
          returnToTopLabel: top,
          darkModeSwitchLabel: appearance,
          lightModeSwitchTitle: light,
          darkModeSwitchTitle: dark,
          langMenuLabel: languages,
        }
      : {}),
  };
}

function searchWords(language) {
  const [search, nothing, reset, select, navigate, close, details, back] = WORDS[language].search;
  return {
    translations: {
      button: { buttonText: search, buttonAriaLabel: search },
      modal: {
        noResultsText: nothing,
        resetButtonTitle: reset,
        displayDetails: details,
        backButtonTitle: back,
        footer: { selectText: select, navigateText: navigate, closeText: close },
      },
    },
  };
}
