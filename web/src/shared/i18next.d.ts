import type account from '../locales/en/account.json';
import type accountKeys from '../locales/en/account-keys.json';
import type adminCommon from '../locales/en/admin.json';
import type adminAbuse from '../locales/en/admin-abuse.json';
import type adminAddresses from '../locales/en/admin-addresses.json';
import type adminAudit from '../locales/en/admin-audit.json';
import type adminChanges from '../locales/en/admin-changes.json';
import type adminCredits from '../locales/en/admin-credits.json';
import type adminFigures from '../locales/en/admin-figures.json';
import type adminHealth from '../locales/en/admin-health.json';
import type adminLive from '../locales/en/admin-live.json';
import type adminOverview from '../locales/en/admin-overview.json';
import type adminPalette from '../locales/en/admin-palette.json';
import type adminUsers from '../locales/en/admin-users.json';
import type bought from '../locales/en/bought.json';
import type common from '../locales/en/common.json';
import type demo from '../locales/en/demo.json';
import type history from '../locales/en/history.json';
import type signIn from '../locales/en/sign-in.json';
import type studio from '../locales/en/studio.json';
import type welcome from '../locales/en/welcome.json';

/** Keys are checked: a word that is not in the English files does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      account: typeof account;
      'account-keys': typeof accountKeys;
      bought: typeof bought;
      common: typeof common;
      demo: typeof demo;
      history: typeof history;
      'sign-in': typeof signIn;
      studio: typeof studio;
      welcome: typeof welcome;
      admin: typeof adminCommon;
      'admin-abuse': typeof adminAbuse;
      'admin-addresses': typeof adminAddresses;
      'admin-audit': typeof adminAudit;
      'admin-changes': typeof adminChanges;
      'admin-credits': typeof adminCredits;
      'admin-figures': typeof adminFigures;
      'admin-health': typeof adminHealth;
      'admin-overview': typeof adminOverview;
      'admin-users': typeof adminUsers;
      'admin-live': typeof adminLive;
      'admin-palette': typeof adminPalette;
    };
  }
}
