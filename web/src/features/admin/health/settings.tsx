import { Code } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Setting, SettingName } from '@tollgate/contract/operations/settings';
import type { TFunction } from 'i18next';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import figures from '../shared/figures/figures.module.css';
import classes from './health.module.css';

/** What to change where a setting is none of the configuration: a parameter, which takes a deployment. */
const PARAMETERS: Partial<Record<SettingName, string>> = {
  appCheck: 'TOLLGATE_APP_CHECK=enforce',
  payments: 'TOLLGATE_PAYMENTS=stripe',
};

/** Where a setting is edited. */
const TABS: Partial<Record<SettingName, 'grants' | 'moderation'>> = {
  welcome: 'grants',
  moderation: 'moderation',
};

/** Settings that are right for a trial and risky in earnest: how each stands, and the way to it. */
export function Settings({ settings }: { settings: readonly Setting[] }) {
  const { t } = useTranslation('admin-health');
  const heading = useId();
  const risky = settings.filter(({ isRisky }) => isRisky).length;
  return (
    <section className={`surface ${figures.panel}`} aria-labelledby={heading} data-testid="settings">
      <header className={figures.head}>
        <div>
          <h2 id={heading} className={figures.title}>
            {t('settings.title')}
          </h2>
          <p className={figures.hint}>
            {risky === 0 ? t('settings.none') : t('settings.found', { count: risky })}
          </p>
        </div>
      </header>
      <ul className={classes.jobs}>
        {settings.map((setting) => (
          <SettingRow key={setting.name} setting={setting} />
        ))}
      </ul>
    </section>
  );
}

/** What is in force, in a sentence. */
function wordOf(t: TFunction<'admin-health'>, setting: Setting): string {
  if (setting.name === 'welcome') return t(`settings.welcome.${setting.state}`);
  if (setting.name === 'appCheck') return t(`settings.appCheck.${setting.state}`);
  if (setting.name === 'moderation') return t(`settings.moderation.${setting.state}`);
  return t(`settings.payments.${setting.state}`);
}

function SettingRow({ setting }: { setting: Setting }) {
  const { t } = useTranslation('admin-health');
  const { name, state, isRisky } = setting;
  const [parameter, tab] = [PARAMETERS[name], TABS[name]];
  return (
    <li className={classes.job} data-testid={`setting-${name}`} data-state={state}>
      <span className={classes.name}>{t(`settings.names.${name}`)}</span>
      <span className={classes.state} data-state={isRisky ? 'late' : 'done'}>
        {t(isRisky ? 'settings.risky' : 'settings.fine')}
      </span>
      <span className={classes.run}>
        {wordOf(t, setting)}{' '}
        {tab && (
          <Link to="/admin/credits" search={{ tab }}>
            {t(tab === 'grants' ? 'settings.editWelcome' : 'settings.editModeration')}
          </Link>
        )}
        {parameter && isRisky && (
          <>
            {t('settings.parameter')} <Code dir="ltr">{parameter}</Code>
          </>
        )}
      </span>
    </li>
  );
}
