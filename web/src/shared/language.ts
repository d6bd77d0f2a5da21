import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

/** The languages of the app, each with the name its speakers give it. */
export const LANGUAGES = [
  // Latin digits in both: amounts, ids and times stand beside each other.
  { code: 'en', name: 'English', direction: 'ltr', locale: 'en' },
  { code: 'ar', name: 'العربية', direction: 'rtl', locale: 'ar-u-nu-latn' },
] as const;
type Language = (typeof LANGUAGES)[number];

const STORED_AS = 'tollgate.language';

const languageNamed = (code: string | null | undefined): Language | undefined =>
  LANGUAGES.find((language) => language.code === code?.slice(0, 2));

/** What was chosen here before, or what the browser asks for, or English. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(STORED_AS), ...navigator.languages];
  return wanted.map(languageNamed).find(Boolean) ?? LANGUAGES[0];
}

/** The language in force. */
export const currentLanguage = (): Language => languageNamed(i18next.language) ?? LANGUAGES[0];

/** Words of a part of the app in a language, downloaded when the part is first shown. */
const files = import.meta.glob<Record<string, unknown>>('../locales/*/*.json', { import: 'default' });

/** Says the language and its direction to the page, before anything is drawn. */
export const announceLanguage = (): void => applyDirection(preferredLanguage());

/** Settles when the words that every page needs are there; rejects when they can't be downloaded. */
export async function startLanguage(): Promise<void> {
  const language = preferredLanguage();
  // Somebody tries again.
  if (i18next.isInitialized) await i18next.reloadResources([language.code], ['common']);
  else await initialize(language);
  // It tells of a part that could not be loaded by nothing but keys in the place of words.
  if (!i18next.hasResourceBundle(language.code, 'common')) throw new Error('the words could not be loaded');
}

const initialize = (language: Language) =>
  i18next
    .use({
      type: 'backend',
      read: async (code: string, namespace: string) => {
        const load = files[`../locales/${code}/${namespace}.json`];
        if (!load) throw new Error(`there are no words of ${namespace} in ${code}`);
        return load();
      },
    })
    .use(initReactI18next)
    .init({
      lng: language.code,
      fallbackLng: LANGUAGES[0].code,
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });

export async function chooseLanguage(code: string): Promise<void> {
  const language = languageNamed(code) ?? LANGUAGES[0];
  localStorage.setItem(STORED_AS, language.code);
  await i18next.changeLanguage(language.code);
  applyDirection(language);
}

function applyDirection({ code, direction }: Language): void {
  document.documentElement.lang = code;
  document.documentElement.dir = direction;
}
