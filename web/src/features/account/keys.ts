import { type ApiKeys, createApiKeys } from '@tollgate/client/api-keys';
import { currentLanguage } from '../../shared/language.ts';
import { database } from '../../shared/sdk.ts';

let made: ApiKeys | undefined;

export function apiKeys(): ApiKeys {
  made ??= createApiKeys({ functions: database().functions, locale: () => currentLanguage().locale });
  return made;
}
