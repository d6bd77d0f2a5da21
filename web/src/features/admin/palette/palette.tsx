import '@mantine/spotlight/styles.layer.css';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconSearch, IconUser } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import type { StaffRole } from '@tollgate/contract/staff/roles';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actPath, userPath } from '../shared/paths.ts';
import { SECTIONS } from '../shell/sections.ts';
import { actsOf, makesSense, type PersonAction, understand } from './acts.ts';
import { useUsers } from './use-users.ts';

const [store, { open }] = createSpotlight();

interface Props {
  role: StaffRole;
  /** Opens with each change. */
  asked: number;
}

/** To any page, user or act, from the keyboard. */
export function Palette({ role, asked }: Props) {
  const { t } = useTranslation('admin-palette');
  const { t: word } = useTranslation('admin');
  const { history } = useRouter();
  const [typed, setTyped] = useState('');
  // Emptied when opened: emptied when closed, it would take what is typed right after.
  useEffect(() => {
    setTyped('');
    open();
  }, [asked]);

  const wordsOf = (act: PersonAction) => t(`act.${act}`);
  const { acts, person } = understand(typed, actsOf(role), wordsOf);
  const search = useUsers(person, typed.trim().split(/\s+/).at(-1) ?? '');
  const users = search.kind === 'found' ? search.users : [];
  const text = typed.trim().toLowerCase();
  const pages = SECTIONS.filter(({ name }) => word(`sections.${name}`).toLowerCase().includes(text));
  // Of the first user found: the others are a letter away.
  const [first] = users;
  const named = first ? (acts.length > 0 ? acts : actsOf(role)).filter((act) => makesSense(act, first)) : [];
  const unnamed = person === '' || (!first && acts.length > 0) ? acts : [];
  const isEmpty = pages.length + users.length + named.length + unnamed.length === 0;

  return (
    <Spotlight.Root
      store={store}
      query={typed}
      onQueryChange={setTyped}
      clearQueryOnClose={false}
      shortcut={null}
      scrollable
      maxHeight={420}
      attributes={{ content: { 'aria-label': t('label') } }}
      styles={{ content: { background: 'var(--tollgate-surface)' } }}
    >
      <Spotlight.Search
        placeholder={t('placeholder')}
        aria-label={t('placeholder')}
        leftSection={<IconSearch size={18} stroke={1.6} aria-hidden="true" />}
      />
      <Spotlight.ActionsList>
        {pages.length > 0 && (
          <Spotlight.ActionsGroup label={t('pages')}>
            {pages.map(({ name, to, icon: Icon }) => (
              <Spotlight.Action
                key={name}
                label={word(`sections.${name}`)}
                leftSection={<Icon size={18} stroke={1.6} aria-hidden="true" />}
                onClick={() => history.push(to)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {users.length > 0 && (
          <Spotlight.ActionsGroup label={t('users')}>
            {users.map((user) => (
              <Spotlight.Action
                key={user.id}
                label={user.email ?? user.id}
                description={user.displayName ?? user.id}
                leftSection={<IconUser size={18} stroke={1.6} aria-hidden="true" />}
                onClick={() => history.push(userPath(user.id))}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {named.length + unnamed.length > 0 && (
          <Spotlight.ActionsGroup label={t('acts')}>
            {first &&
              named.map((act) => (
                <Spotlight.Action
                  key={act}
                  label={t('actOf', { act: wordsOf(act), who: first.email ?? first.id })}
                  onClick={() => history.push(actPath(first.id, act))}
                />
              ))}
            {unnamed.map((act) => (
              <Spotlight.Action
                key={act}
                label={wordsOf(act)}
                description={t('forWhom')}
                closeSpotlightOnTrigger={false}
                onClick={() => setTyped(`${wordsOf(act)} `)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {isEmpty && (
          <Spotlight.Empty>
            {search.kind === 'searching' && t('searching')}
            {search.kind === 'failed' && t('failed', { why: search.why })}
            {(search.kind === 'found' || search.kind === 'none') && t('nothing')}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
      <Spotlight.Footer fz="xs" c="dimmed">
        {t('hint')}
      </Spotlight.Footer>
    </Spotlight.Root>
  );
}
