import type adminCommon from '../locales/en/admin.json';
import type adminUsers from '../locales/en/admin-users.json';
import type common from '../locales/en/common.json';

/** Keys are checked: a word that is not in the English files does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: { common: typeof common; admin: typeof adminCommon; 'admin-users': typeof adminUsers };
  }
}
