import { CONFIG_DOCUMENTS } from '@tollgate/contract/config/config';
import { oneOf, type Search, versionOf, without } from '../shared/search.ts';

const TABS = ['prices', 'grants', 'limits', 'abuse', 'moderation', 'versions'] as const;

/** Which part is open, and which version is looked at. */
export const creditsSearch = (search: Search) =>
  without({
    tab: oneOf(search.tab, TABS),
    document: oneOf(search.document, CONFIG_DOCUMENTS),
    version: versionOf(search.version),
    against: oneOf(search.against, ['inForce'] as const),
  });
