import '@tollgate/client/react/styles.css';
import { SegmentedControl, Title, useDirection, useMantineColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Brand } from '../../shared/brand.tsx';
import { chooseLanguage, currentLanguage, LANGUAGES } from '../../shared/language.ts';
import { useSession } from '../../shared/session.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { BalanceSection } from './balance-section.tsx';
import { CostSection } from './cost-section.tsx';
import classes from './demo.module.css';
import { LimitSection } from './limit-section.tsx';
import { LiveSection } from './live-section.tsx';
import { ModelSection } from './model-section.tsx';
import { PacksSection } from './packs-section.tsx';
import { ThemeSection } from './theme-section.tsx';
import { UsageSection } from './usage-section.tsx';

/** Every component of `@tollgate/client/react` in every state, for who builds with them. */
export function DemoPage() {
  const { t } = useTranslation('demo');
  const user = useSession((session) => session.user);
  const [isBuying, setBuying] = useState(false);
  const buy = () => setBuying(true);
  usePageTitle(t('title'));
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Link to="/" className={classes.home} aria-label={t('home')}>
          <Brand />
        </Link>
        <Looks />
      </header>
      <main className={classes.main}>
        <Title order={1}>{t('title')}</Title>
        <p className={classes.about}>{t('about')}</p>
        {user ? (
          <LiveSection />
        ) : (
          <p className={classes.about}>
            <Link to="/sign-in" search={{ to: '/demo' }} className={classes.link}>
              {t('live.signIn')}
            </Link>
          </p>
        )}
        <BalanceSection onBuy={buy} />
        <CostSection onBuy={buy} />
        <ModelSection />
        <PacksSection isOpen={isBuying} onToggle={setBuying} />
        <UsageSection />
        <LimitSection />
        <ThemeSection />
      </main>
    </div>
  );
}

/** The language and the colours, which here are what one has come to try. */
function Looks() {
  const { t, i18n } = useTranslation();
  const { setDirection } = useDirection();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={classes.looks}>
      <SegmentedControl
        size="xs"
        aria-label={t('account.language')}
        data={LANGUAGES.map(({ code, name: label }) => ({ value: code, label }))}
        value={i18n.language}
        onChange={(code) => {
          void chooseLanguage(code).then(() => setDirection(currentLanguage().direction));
        }}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('account.colours')}
        data={[
          { value: 'light', label: t('account.light') },
          { value: 'dark', label: t('account.dark') },
          { value: 'auto', label: t('account.system') },
        ]}
        value={colorScheme}
        onChange={setColorScheme}
      />
    </div>
  );
}
