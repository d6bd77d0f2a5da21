import { type Admin, createAdmin } from '@tollgate/client/admin';
import { currentLanguage } from '../../../shared/language.ts';
import { database } from '../../../shared/sdk.ts';

let made: Admin | undefined;

/** What the console asks and reads beside what every app does. */
export function admin(): Admin {
  made ??= createAdmin({ ...database(), locale: () => currentLanguage().locale });
  return made;
}
