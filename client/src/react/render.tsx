import { act, cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach } from 'vitest';
import { CreditsProvider, type CreditsProviderProps } from './provider.tsx';
import type { CreditsSource } from './store.ts';
import { prices } from './test-account.ts';
import { type TestAccount, testCredits } from './testing.ts';

afterEach(cleanup);

interface Options extends Partial<Omit<CreditsProviderProps, 'tollgate' | 'children'>> {
  own?: Partial<CreditsSource>;
}

/** Shows something inside a provider, for somebody who has what `account` says. */
export async function show(children: ReactNode, account: TestAccount = {}, { own, ...props }: Options = {}) {
  const tollgate = testCredits({ prices, ...account }, own);
  const view = render(
    <CreditsProvider tollgate={tollgate} {...props}>
      {children}
    </CreditsProvider>,
  );
  // What the server answers at once is there when the test begins.
  await act(async () => {});
  return { ...view, tollgate };
}
