import i18next from 'i18next';

const files = import.meta.glob<Record<string, unknown>>('../locales/*/*.json', {
  import: 'default',
  eager: true,
});

/** The words of a language for a test, all of them at once. */
export async function speak(lng: 'en' | 'ar'): Promise<void> {
  const words = Object.entries(files).map(([file, content]) => {
    const [code = '', name = ''] = file.replace(/^.*locales\/|\.json$/g, '').split('/');
    return [code, name, content] as const;
  });
  const ofLanguage = (code: string) =>
    Object.fromEntries(words.filter(([one]) => one === code).map(([, name, content]) => [name, content]));
  const resources = { en: ofLanguage('en'), ar: ofLanguage('ar') };
  await i18next.init({
    lng,
    fallbackLng: 'en',
    resources,
    defaultNS: 'common',
    interpolation: { escapeValue: false },
  });
}
