import type { AiType } from '@tollgate/client';
import type en from '../../../locales/en/admin-overview.json';

/** Every column that a table of the overview can have; each has a word in the language files. */
export type ColumnName = keyof typeof en.columns | AiType;
