/** What the page of signing in is opened for. */
export type Mode = 'sign-in' | 'sign-up' | 'reset';
