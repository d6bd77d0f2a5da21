import { Button, CopyButton, Drawer, Group, Skeleton, Stack } from '@mantine/core';
import { IconCheck, IconCopy, IconFileOff } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import type { Found } from '@tollgate/client/admin';
import type { Activity } from '@tollgate/contract/activity/activity';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../../shared/account.ts';
import { EmptyState, ErrorState } from '../../../shared/states.tsx';
import { StatusBadge } from '../../../shared/status-badge.tsx';
import { mayDo } from '../shared/may.ts';
import { actPath } from '../shared/paths.ts';
import classes from './activity-drawer.module.css';
import { DrawerAbuse } from './drawer-abuse.tsx';
import { DrawerFacts } from './drawer-facts.tsx';
import { DrawerLedger } from './drawer-ledger.tsx';
import { DrawerWho } from './drawer-who.tsx';
import { focusRow } from './rows.ts';
import { Timeline } from './timeline-list.tsx';
import { useActivity } from './use-activity.ts';

interface Props {
  activityId: string | undefined;
  onClose(): void;
}

/** One generation from hold to settle. It has an address of its own. */
export function ActivityDrawer({ activityId, onClose }: Props) {
  const { t } = useTranslation('admin-live');
  // It stays while the drawer goes.
  const [shownId, setShownId] = useState(activityId);
  if (activityId !== undefined && activityId !== shownId) setShownId(activityId);
  return (
    <Drawer.Root
      opened={activityId !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      returnFocus={false}
      onExitTransitionEnd={() => shownId !== undefined && focusRow(shownId)}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        <div className={classes.head}>
          <Drawer.Title>{t('drawer.title')}</Drawer.Title>
          <Drawer.CloseButton aria-label={t('close')} />
        </div>
        <Drawer.Body>{shownId !== undefined && <Content activityId={shownId} />}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

function Content({ activityId }: { activityId: string }) {
  const { t } = useTranslation('admin-live');
  const { activity, stored, whole, ledger, abuse, retry } = useActivity(activityId);
  if (!activity && whole.kind === 'failed')
    return <ErrorState title={t('drawer.failed')} why={whole.why} onRetry={retry} />;
  if (!activity && whole.kind === 'read') {
    return (
      <EmptyState icon={<IconFileOff size={24} stroke={1.5} />} title={t('drawer.gone')}>
        {t('drawer.goneWhy')}
      </EmptyState>
    );
  }
  if (!activity) {
    return (
      <Stack gap="xs" aria-busy="true" aria-label={t('loading')} role="status">
        <Skeleton h={40} />
        <Skeleton h={120} />
        <Skeleton h={200} />
      </Stack>
    );
  }
  const entries = ledger.kind === 'read' ? ledger.value : [];
  return (
    <Stack gap="lg" data-testid="activity-drawer" data-activity={activityId}>
      <div>
        <Group justify="space-between" wrap="nowrap" align="start" gap="sm">
          <DrawerWho activity={activity} />
          <StatusBadge status={activity.status} label={t(`status.${activity.status}`)} />
        </Group>
        <blockquote className={`${classes.prompt} break`}>
          <bdi>{activity.promptPreview || t('drawer.noPrompt')}</bdi>
        </blockquote>
        <Group gap="xs">
          <Copy label={t('drawer.copyId')} text={activity.activityId} />
          <Copy label={t('drawer.copyJson')} text={JSON.stringify(stored ?? activity, null, 2)} />
          {stored && <Refund activity={stored} />}
        </Group>
      </div>
      <Timeline activity={activity} whole={stored} ledger={entries} />
      <DrawerLedger ledger={ledger} onRetry={retry} />
      <DrawerFacts activity={activity} whole={stored} />
      <DrawerAbuse abuse={abuse} onRetry={retry} />
    </Stack>
  );
}

/** The dialog is on the user's page; only an admin may give back, and only what was charged. */
function Refund({ activity }: { activity: Found<Activity> }) {
  const { t } = useTranslation('admin-live');
  const role = useAccount((account) => account.staffRole);
  const { history } = useRouter();
  const { id, userId, chargedMicro, refundedMicro } = activity;
  // Documents from before there were refunds have no such field.
  if (!mayDo(role, 'refund') || chargedMicro <= (refundedMicro ?? 0)) return null;
  return (
    <Button size="compact-sm" variant="default" onClick={() => history.push(actPath(userId, 'refund', id))}>
      {t('drawer.refund')}
    </Button>
  );
}

function Copy({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation('admin-live');
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => {
        const Icon = copied ? IconCheck : IconCopy;
        return (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Icon size={14} aria-hidden="true" />}
            onClick={copy}
          >
            {copied ? t('copied') : label}
          </Button>
        );
      }}
    </CopyButton>
  );
}
