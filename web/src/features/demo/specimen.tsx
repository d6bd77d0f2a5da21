import { CreditsProvider, type CreditsProviderProps } from '@tollgate/client/react';
import { type TestAccount, testCredits } from '@tollgate/client/react/testing';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../shared/language.ts';
import classes from './demo.module.css';
import { demoPrices } from './demo-data.ts';

interface Props {
  title: string;
  /** Of whom it is shown. Made once: a component that is drawn anew must not sign somebody else in. */
  account: TestAccount;
  isWide?: boolean;
  onPurchase?: CreditsProviderProps['onPurchase'];
  children: ReactNode;
}

/** Nothing is paid on a page that only shows how things look. */
const stayHere = () => {};

/** A component in one of its states, with a name. It is the real one; only its server is made up. */
export function Specimen({ title, account, isWide = false, onPurchase, children }: Props) {
  const { t } = useTranslation('demo');
  const tollgate = useMemo(() => testCredits({ prices: demoPrices(t), ...account }), [t, account]);
  return (
    <figure className={classes.specimen} data-wide={isWide || undefined}>
      <figcaption>{title}</figcaption>
      <CreditsProvider
        tollgate={tollgate}
        locale={currentLanguage().locale}
        onPurchase={onPurchase}
        openCheckout={stayHere}
      >
        {children}
      </CreditsProvider>
    </figure>
  );
}
