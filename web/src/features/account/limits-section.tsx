import { LimitCountdown } from '@tollgate/client/react';
import { useTranslation } from 'react-i18next';
import { KIND_NAMES } from '../../shared/kinds.ts';
import classes from './account.module.css';
import { Section } from './section.tsx';

export function LimitsSection({ isGuest }: { isGuest: boolean }) {
  const { t } = useTranslation('account');
  return (
    <Section title={t('limits.title')} testId="account-limits">
      <p className={classes.hint}>{t('limits.hint')}</p>
      <ul className={classes.list}>
        {/* A guest has the one limit, whatever the kind. */}
        {(isGuest ? KIND_NAMES.slice(0, 1) : KIND_NAMES).map((kind) => (
          <li key={kind}>
            <LimitCountdown aiType={kind} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
