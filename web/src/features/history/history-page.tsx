import { Tabs, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { Ledger } from './ledger.tsx';
import { OwnActivities } from './own-activities.tsx';

const route = getRouteApi('/signed-in/history');

export function HistoryPage() {
  const { t } = useTranslation('history');
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  usePageTitle(t('title'));
  return (
    <>
      <Title order={1} mb="md">
        {t('title')}
      </Title>
      <Tabs
        value={tab ?? 'generations'}
        onChange={(value) =>
          void navigate({ search: value === 'credits' ? { tab: 'credits' } : {}, replace: true })
        }
        keepMounted={false}
      >
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
