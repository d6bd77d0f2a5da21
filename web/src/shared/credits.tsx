import '@tollgate/client/react/styles.css';
import { useNavigate } from '@tanstack/react-router';
import { CreditPacksModal, CreditsProvider, type CreditsSource } from '@tollgate/client/react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { askProfile, useAccount } from './account.ts';
import classes from './credits.module.css';
import { currentLanguage } from './language.ts';
import { tollgate } from './sdk.ts';
import { whenUserGoes } from './session.ts';

/** The SDK, with the profile that the header has fetched: it is fetched once for both. */
const sourceOfApp = (): CreditsSource => ({
  ...tollgate(),
  ensureUser: askProfile,
  subscribeToProfile(onChange) {
    const tell = ({ profile }: { profile: Parameters<typeof onChange>[0] | null }) => {
      if (profile) onChange(profile);
    };
    tell(useAccount.getState());
    return useAccount.subscribe((account, before) => {
      if (account.profile !== before.profile) tell(account);
    });
  },
});

const useOffers = create(() => ({ isOpen: false }));

whenUserGoes(() => useOffers.setState({ isOpen: false }));

/** Shows the packs and plans, and whom to ask. */
export const showOffers = (): void => useOffers.setState({ isOpen: true });
const hideOffers = (): void => useOffers.setState({ isOpen: false });

const BOUGHT = '/bought';
/** Addresses for coming back have a length that the checkout takes. */
const MAX_BACK = 300;

/**
 * Where one comes back to from paying: the page that follows the order, which knows the way back to this one.
 */
export function returnUrl(): string {
  const { origin, pathname, search, searchParams } = new URL(location.href);
  const here = pathname === BOUGHT ? (searchParams.get('back') ?? '/') : `${pathname}${search}`;
  const address = new URL(BOUGHT, origin);
  if (here !== '/' && here.length <= MAX_BACK) address.searchParams.set('back', here);
  return address.href;
}

/** Around a page that is made of the SDK's components. */
export function Credits({ children }: { children: ReactNode }) {
  // Heard of here, so that the components change their language with the page.
  useTranslation();
  const source = useMemo(sourceOfApp, []);
  const navigate = useNavigate();
  const signUp = () => {
    hideOffers();
    void navigate({ to: '/sign-in', search: { mode: 'sign-up' } });
  };
  const isOpen = useOffers((offers) => offers.isOpen);
  return (
    <div className={classes.credits}>
      <CreditsProvider tollgate={source} locale={currentLanguage().locale} returnUrl={returnUrl}>
        {children}
        <CreditPacksModal isOpen={isOpen} onClose={hideOffers} onSignUp={signUp} />
      </CreditsProvider>
    </div>
  );
}
