import { Button, NativeSelect } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import type { Cursor } from '@tollgate/client/admin';
import { useNow } from '@tollgate/client/use-now';
import type { User } from '@tollgate/contract/account/user';
import { isUndoable } from '@tollgate/contract/ledger/entry';
import { LEDGER_TYPES, type LedgerType } from '@tollgate/contract/ledger/entry-types';
import { amountsBySource, undoableLots } from '@tollgate/contract/ledger/lots';
import { useTranslation } from 'react-i18next';
import { credits, dateTime, signedCredits } from '../../../shared/format.ts';
import { sourceAmounts } from '../../../shared/source-amounts.ts';
import { EmptyState } from '../../../shared/states.tsx';
import { Actor } from './actor.tsx';
import { LedgerDownload } from './ledger-download.tsx';
import classes from './lists.module.css';
import { Paged } from './paged.tsx';
import { type Entry, ledgerPage } from './use-ledger.ts';
import { usePages } from './use-pages.ts';

interface Props {
  user: User;
  type: LedgerType | undefined;
  onType(type: LedgerType | undefined): void;
  /** `null` for whom it is not. */
  onUndo: ((entryId: string) => void) | null;
}

const PAGE = 25;
const TICK_MS = 10_000;

/** Every movement of a user's credits, newest first. */
export function LedgerTab({ user, type, onType, onUndo }: Props) {
  const { t } = useTranslation('admin-users');
  const { userId, ledgerSeq } = user;
  const wanted = { userId, type };
  const pages = usePages(`${userId}.${type}`, String(ledgerSeq), (after: Cursor | null) =>
    ledgerPage(wanted, PAGE, after),
  );
  return (
    <>
      <div className={classes.tools}>
        <NativeSelect
          label={t('ledger.type')}
          data={[
            { value: '', label: t('ledger.all') },
            ...LEDGER_TYPES.map((value) => ({ value, label: t(`ledgerType.${value}`, { ns: 'common' }) })),
          ]}
          value={type ?? ''}
          onChange={(event) => onType(LEDGER_TYPES.find((one) => one === event.currentTarget.value))}
        />
        <LedgerDownload wanted={wanted} />
      </div>
      <Paged
        pages={pages}
        empty={
          <EmptyState
            icon={<IconReceipt size={24} stroke={1.5} />}
            title={type ? t('ledger.noMatch') : t('ledger.empty')}
          >
            {type ? (
              <Button variant="default" onClick={() => onType(undefined)}>
                {t('directory.clear')}
              </Button>
            ) : (
              t('ledger.emptyHow')
            )}
          </EmptyState>
        }
      >
        {(entries) => <Table user={user} entries={entries} onUndo={onUndo} />}
      </Paged>
    </>
  );
}

function Table({ user, entries, onUndo }: { entries: Entry[] } & Pick<Props, 'user' | 'onUndo'>) {
  const { t } = useTranslation('admin-users');
  const nowMs = useNow(TICK_MS);
  // An entry that undoes another names it as its request.
  const undone = new Set(entries.flatMap(({ type, requestId }) => (type === 'reversal' ? [requestId] : [])));
  const by = ({ actorId, userId }: Entry) =>
    actorId === 'system' ? (
      t('ledger.system')
    ) : actorId === userId ? (
      t('ledger.self')
    ) : (
      <Actor actorId={actorId} />
    );
  return (
    <div className={`surface ${classes.frame}`}>
      <table className={classes.table} aria-label={t('ledger.table')}>
        <thead>
          <tr>
            <th scope="col">{t('ledger.when')}</th>
            <th scope="col">{t('ledger.what')}</th>
            <th scope="col" className={classes.end}>
              {t('ledger.amount')}
            </th>
            <th scope="col" className={classes.end}>
              {t('ledger.after')}
            </th>
            {onUndo && (
              <th scope="col">
                <span className="visually-hidden">{t('ledger.undo')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id} data-testid="ledger-row" data-entry={entry.id} data-type={entry.type}>
              <td className={`${classes.when} num`}>{dateTime(entry.createdAt)}</td>
              <td className={classes.wide}>
                {t(`ledgerType.${entry.type}`, { ns: 'common' })}
                <div className={classes.sub} data-testid="ledger-sources">
                  {sourceAmounts(amountsBySource(entry), (source) => t(`source.${source}`))}
                </div>
                <div className={`${classes.sub} break`}>{entry.reason}</div>
                <div className={`${classes.sub} break`}>
                  {t('ledger.by')}: {by(entry)}
                </div>
              </td>
              <td
                className={`${classes.end} ${classes.amount} num ${entry.amountMicro > 0 ? classes.plus : classes.minus}`}
              >
                <bdi>{signedCredits(entry.amountMicro)}</bdi>
              </td>
              <td className={`${classes.end} num`} data-label={t('ledger.after')}>
                {credits(entry.balanceAfterMicro)}
              </td>
              {onUndo && (
                <td className={classes.end}>
                  {isUndoable(entry) &&
                    (undone.has(entry.id) ? (
                      <span className={classes.sub}>{t('ledger.undone')}</span>
                    ) : undoableLots(entry, user.grants, nowMs).length === 0 ? (
                      <>
                        <Button
                          size="compact-sm"
                          variant="default"
                          disabled
                          aria-describedby={`nothing-left-${entry.id}`}
                        >
                          {t('ledger.undo')}
                        </Button>
                        <div id={`nothing-left-${entry.id}`} className={classes.sub}>
                          {t(entry.amountMicro > 0 ? 'ledger.nothingLeft' : 'ledger.nothingComesBack')}
                        </div>
                      </>
                    ) : (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t('ledger.undoThis', {
                          type: t(`ledgerType.${entry.type}`, { ns: 'common' }),
                          amount: signedCredits(entry.amountMicro),
                        })}
                        onClick={() => onUndo(entry.id)}
                      >
                        {t('ledger.undo')}
                      </Button>
                    ))}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
