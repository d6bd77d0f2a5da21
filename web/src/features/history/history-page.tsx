import { Tabs, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { Ledger } from './ledger.tsx';
import { OwnActivities } from './own-activities.tsx';

export function HistoryPage() {
  const { t } = useTranslation('history');
  usePageTitle(t('title'));
  return (
    <>
      <Title order={1} mb="md">
        {t('title')}
      </Title>
      <Tabs defaultValue="generations" keepMounted={false}>
        <Tabs.List aria-label={t('tabs')} mb="lg">
          <Tabs.Tab value="generations">{t('generations')}</Tabs.Tab>
          <Tabs.Tab value="credits">{t('credits')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="generations">
          <OwnActivities />
        </Tabs.Panel>
        <Tabs.Panel value="credits">
          <Ledger />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
