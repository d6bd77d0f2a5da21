import { Tabs, Title } from '@mantine/core';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { Ledger } from './ledger.tsx';
import { OwnActivities } from './own-activities.tsx';

export function HistoryPage() {
  usePageTitle('History');
  return (
    <>
      <Title order={1} mb="md">
        History
      </Title>
      <Tabs defaultValue="generations" keepMounted={false}>
        <Tabs.List aria-label="What to look at" mb="lg">
          <Tabs.Tab value="generations">Generations</Tabs.Tab>
          <Tabs.Tab value="credits">Credit movements</Tabs.Tab>
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
