import type adminCommon from '../locales/en/admin.json';
import type adminLive from '../locales/en/admin-live.json';
import type adminPalette from '../locales/en/admin-palette.json';
import type common from '../locales/en/common.json';

/** Keys are checked: a word that is not in the English files does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      common: typeof common;
      admin: typeof adminCommon;
      'admin-live': typeof adminLive;
      'admin-palette': typeof adminPalette;
    };
  }
}
