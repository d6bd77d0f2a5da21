import { Anchor, Button, Group, Loader } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconReceiptOff, IconX } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useOrder } from '@tollgate/client/react';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../shared/account.ts';
import { Credits, showOffers } from '../../shared/credits.tsx';
import { creditsWithUnit } from '../../shared/format.ts';
import { ErrorState } from '../../shared/states.tsx';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { OrderFacts } from './order-facts.tsx';
import classes from './order-status.module.css';
import { type OrderSummary, summarizeOrder } from './summarize-order.ts';

export function OrderStatusPage() {
  return (
    <Credits>
      <Bought />
    </Credits>
  );
}

/**
 * Follows the order that somebody comes back with: the address of this page proves nothing, the order does.
 */
function Bought() {
  const { t } = useTranslation('bought');
  usePageTitle(t('title'));
  const { order: orderId, checkout, back = '/' } = useSearch({ from: '/signed-in/bought' });
  const { order, isLastKnown, error, retry } = useOrder(orderId ?? null);
  const balance = useAccount((account) => account.balance);
  const backTo = useLinkTo(back);

  if (orderId === undefined || error?.code === 'not_owner') {
    return (
      <Card tone="absent" title={t('absent.title')} lines={[t('absent.text')]}>
        <Ways back={back} />
      </Card>
    );
  }
  if (!order && error) return <ErrorState title={t('failed')} why={error.message} onRetry={retry} />;
  if (!order) {
    return (
      <Card tone="waiting" title={t('loading')} lines={[]}>
        <Ways back={back} />
      </Card>
    );
  }
  const story = summarizeOrder(t, order, {
    isCancelled: checkout === 'cancelled',
    balance: balance && creditsWithUnit(balance.creditsMicro),
  });
  const checkoutUrl = story.offersCheckout ? order.checkoutUrl : null;
  const hasActions = story.offersPacks || checkoutUrl !== null || story.tone === 'good';
  return (
    <Card {...story} isLastKnown={isLastKnown || error !== null} status={order.status}>
      <OrderFacts order={order} />
      {hasActions && (
        <Group justify="center" gap="sm">
          {story.offersPacks && <Button onClick={showOffers}>{t('packs')}</Button>}
          {checkoutUrl && (
            <Button component="a" href={checkoutUrl} variant="default">
              {t(story.tone === 'waiting' ? 'notPaid' : 'continue')}
            </Button>
          )}
          {story.tone === 'good' && (
            <Button component="a" {...backTo}>
              {t(wayBack(back))}
            </Button>
          )}
        </Group>
      )}
      <Ways back={back} isShort={story.tone === 'good'} />
    </Card>
  );
}

const wayBack = (back: string) => (back === '/' ? 'toStudio' : 'toPage');

/** A path with what it asks for, which the router's own link would take for a path alone. */
function useLinkTo(back: string) {
  const navigate = useNavigate();
  const onClick = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate({ href: back });
  };
  return { href: back, onClick };
}

function Ways({ back, isShort = false }: { back: string; isShort?: boolean }) {
  const { t } = useTranslation('bought');
  const backTo = useLinkTo(back);
  return (
    <p className={classes.ways}>
      {!isShort && (
        <Anchor size="sm" {...backTo}>
          {t(wayBack(back))}
        </Anchor>
      )}
      <Anchor size="sm" renderRoot={(props) => <Link to="/account" hash="purchases" {...props} />}>
        {t('all')}
      </Anchor>
    </p>
  );
}

const ICONS = {
  waiting: <Loader size={26} />,
  good: <IconCheck size={28} aria-hidden="true" />,
  warning: <IconAlertTriangle size={26} aria-hidden="true" />,
  absent: <IconReceiptOff size={24} stroke={1.5} aria-hidden="true" />,
  danger: <IconX size={28} aria-hidden="true" />,
};

interface CardProps extends Pick<OrderSummary, 'title' | 'lines'> {
  tone: OrderSummary['tone'] | 'absent';
  isLastKnown?: boolean;
  status?: string;
  children: ReactNode;
}

function Card({ tone, title, lines, isLastKnown = false, status, children }: CardProps) {
  const { t } = useTranslation('bought');
  return (
    <section className={`surface ${classes.card}`} data-testid="purchase" data-status={status}>
      {/* Heard as it changes: whoever waits need not look. */}
      <div role="status" className={classes.told}>
        <span className={classes.icon} data-tone={tone}>
          {ICONS[tone]}
        </span>
        <h1 className={classes.title}>{title}</h1>
        {lines.map((line) => (
          <p key={line} className={classes.line}>
            {line}
          </p>
        ))}
        {isLastKnown && <p className={classes.lastKnown}>{t('lastKnown')}</p>}
      </div>
      {children}
    </section>
  );
}
