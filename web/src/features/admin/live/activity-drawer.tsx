import { Button, Drawer, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { LiveActivity } from '@tollgate/client';
import { creditsWithUnit, dateTime } from '../../../shared/format.ts';
import { countOf, KINDS } from '../../../shared/kinds.ts';
import { StatusBadge } from '../../../shared/status-badge.tsx';
import classes from './activity-drawer.module.css';
import { tookOf, whoOf } from './activity-table.tsx';

interface Props {
  activity: LiveActivity | null;
  nowMs: number;
  onClose(): void;
}

function rowsOf(activity: LiveActivity, nowMs: number): [label: string, value: string][] {
  const { aiType, service, units, unit, usedUnits, heldMicro, chargedMicro, startedAt, endedAt } = activity;
  const row = (label: string, value: string | null): [string, string][] => (value ? [[label, value]] : []);
  return [
    ...row('Email', activity.email),
    ...row('Country', activity.country),
    ...row('User id', activity.userId),
    ...row('Kind', `${KINDS[aiType].label} · ${service}`),
    ...row('Run by', activity.runBy === 'server' ? 'this system' : 'the app'),
    ...row('Asked for', countOf(units, unit)),
    ...row('Used', usedUnits === null ? null : countOf(usedUnits, unit)),
    ...row('Held', creditsWithUnit(heldMicro)),
    ...row('Charged', endedAt === null ? null : creditsWithUnit(chargedMicro)),
    ...row('Price book', `version ${activity.priceVersion}`),
    ...row('Created', dateTime(activity.createdAt)),
    ...row('Started', startedAt === null ? null : dateTime(startedAt)),
    ...row('Ended', endedAt === null ? null : dateTime(endedAt)),
    ...row('Took', tookOf(activity, nowMs)),
    ...row('Cancel asked', activity.cancelRequestedAt === null ? null : dateTime(activity.cancelRequestedAt)),
    ...row('Error', activity.error && `${activity.error.message} (${activity.error.code})`),
    ...row('Activity id', activity.activityId),
  ];
}

export function ActivityDrawer({ activity, nowMs, onClose }: Props) {
  return (
    <Drawer opened={activity !== null} onClose={onClose} position="right" size="md" title="Activity">
      {activity && (
        <>
          <Group justify="space-between" mb="xs">
            <Text fw={600}>{whoOf(activity)}</Text>
            <StatusBadge status={activity.status} />
          </Group>
          <blockquote className={`${classes.prompt} break`}>{activity.promptPreview}</blockquote>
          <dl className={`${classes.rows} num`}>
            {rowsOf(activity, nowMs).map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd className="break">{value}</dd>
              </div>
            ))}
          </dl>
          <Button
            mt="lg"
            variant="light"
            renderRoot={(props) => (
              <Link to="/admin/users/$userId" params={{ userId: activity.userId }} {...props} />
            )}
          >
            Open the user’s page
          </Button>
        </>
      )}
    </Drawer>
  );
}
