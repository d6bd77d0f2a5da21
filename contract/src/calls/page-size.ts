/** The most entries that one page of an answer may have. */
export const MAX_PAGE_SIZE = 200;
