import { oneOf, type Search, versionOf, without } from '../shared/search.ts';

export const TABS = ['prices', 'grants', 'limits', 'abuse', 'moderation', 'versions'] as const;

/** Which part is open, and which version is looked at. */
export const creditsSearch = (search: Search) =>
  without({
    tab: oneOf(search.tab, TABS),
    // The names of the contract, without the contract: this is read before the page.
    document: oneOf(search.document, ['credit_config', 'limits', 'moderation'] as const),
    version: versionOf(search.version),
    against: oneOf(search.against, ['inForce'] as const),
  });
