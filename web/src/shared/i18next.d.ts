import type adminCommon from '../locales/en/admin.json';
import type adminFigures from '../locales/en/admin-figures.json';
import type adminHealth from '../locales/en/admin-health.json';
import type adminOverview from '../locales/en/admin-overview.json';
import type common from '../locales/en/common.json';

/** Keys are checked: a word that is not in the English files does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      common: typeof common;
      admin: typeof adminCommon;
      'admin-figures': typeof adminFigures;
      'admin-health': typeof adminHealth;
      'admin-overview': typeof adminOverview;
    };
  }
}
