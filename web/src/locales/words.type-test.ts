import type { AiType, LedgerType } from '@tollgate/client';
import type { CustomTypeOptions } from 'i18next';

/**
 * Never run: `tsc` reads it with the rest of `web/`. What the Arabic files lack, or have beyond the English
 * ones, does not compile, and the error names its path.
 */

type English = CustomTypeOptions['resources'];

interface Arabic {
  account: typeof import('./ar/account.json');
  'account-keys': typeof import('./ar/account-keys.json');
  admin: typeof import('./ar/admin.json');
  'admin-abuse': typeof import('./ar/admin-abuse.json');
  'admin-addresses': typeof import('./ar/admin-addresses.json');
  'admin-audit': typeof import('./ar/admin-audit.json');
  'admin-changes': typeof import('./ar/admin-changes.json');
  'admin-credits': typeof import('./ar/admin-credits.json');
  'admin-figures': typeof import('./ar/admin-figures.json');
  'admin-health': typeof import('./ar/admin-health.json');
  'admin-live': typeof import('./ar/admin-live.json');
  'admin-overview': typeof import('./ar/admin-overview.json');
  'admin-palette': typeof import('./ar/admin-palette.json');
  'admin-users': typeof import('./ar/admin-users.json');
  bought: typeof import('./ar/bought.json');
  common: typeof import('./ar/common.json');
  demo: typeof import('./ar/demo.json');
  history: typeof import('./ar/history.json');
  'sign-in': typeof import('./ar/sign-in.json');
  studio: typeof import('./ar/studio.json');
  welcome: typeof import('./ar/welcome.json');
}

type Form = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** The words of Arabic by those of English: what is counted has six forms there, and two here. */
type InArabic<E> = {
  [K in keyof E & string as K extends `${infer Counted}_${Form}` ? `${Counted}_${Form}` : K]: E[K] extends
    | string
    | string[]
    ? E[K]
    : InArabic<E[K]>;
};

/** The paths at which `Found` has no word that `Wanted` has. */
type Lacking<Wanted, Found> = {
  [K in keyof Wanted & string]: K extends keyof Found
    ? Found[K] extends Wanted[K]
      ? never
      : `${K}.${Lacking<Wanted[K], Found[K]>}`
    : K;
}[keyof Wanted & string];

type None<Paths extends never> = Paths;

export type Missing = None<Lacking<InArabic<English>, Arabic>>;
export type Surplus = None<Lacking<Arabic, InArabic<English>>>;

/** What the pages say of one kind, they say of each; and each type of entry has a word. */
type Common = English['common'];
export type OfKinds = None<Lacking<Record<AiType, Common['kind']['image']>, Common['kind']>>;
export type OfEntries = None<Lacking<Record<LedgerType, string>, Common['ledgerType']>>;
