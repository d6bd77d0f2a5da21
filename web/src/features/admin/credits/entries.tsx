import { Accordion, Button, Group, TextInput, Title } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { CONFIG_NAME } from '@tollgate/contract/config/config';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isSame, isTree, type Tree, valueAt } from '../shared/diff.ts';
import classes from './credits.module.css';
import { edit } from './editor.ts';
import { useForm } from './fields.tsx';

interface Props {
  /** The field that holds them: `services`, `plans`, `packs`. */
  field: string;
  title: string;
  hint: string;
  addLabel: string;
  /** Stands above them. */
  head?: ReactNode;
  /** What a new one begins with. */
  fresh(id: string): Tree;
  /** Beside the name, when it is folded. */
  summary(entry: Tree): ReactNode;
  children(path: string[], entry: Tree): ReactNode;
}

/** Entries of a map, each with fields of its own, that can be added and taken away. */
export function Entries({ field, title, hint, addLabel, head, fresh, summary, children }: Props) {
  const { document, base, draft, faults, readOnly } = useForm();
  const { t } = useTranslation('admin-credits');
  const [opened, setOpened] = useState<string | null>(null);
  const entries = valueAt(draft, [field]);
  const known = isTree(entries) ? entries : {};
  return (
    <section className={`surface ${classes.group}`} aria-label={title}>
      <div>
        <Title order={2}>{title}</Title>
        <p className={classes.quiet}>{hint}</p>
      </div>
      {head}
      <Accordion value={opened} onChange={setOpened} variant="contained" radius="md" order={3}>
        {Object.entries(known)
          .toSorted(([one], [other]) => one.localeCompare(other))
          .map(([id, entry]) => (
            <Accordion.Item key={id} value={id} data-testid={`${field}-${id}`}>
              <Accordion.Control>
                <span className={classes.service}>
                  <strong>{isTree(entry) && entry.label ? String(entry.label) : id}</strong>
                  <code>
                    <bdi>{id}</bdi>
                  </code>
                  {!isSame(entry, valueAt(base, [field, id])) && (
                    <span className={classes.mark}>{t('changed')}</span>
                  )}
                  {faults.some(({ path }) => path[0] === field && path[1] === id) && (
                    <span className={classes.mark} data-tone="danger">
                      {t('toMend')}
                    </span>
                  )}
                  <span className={`${classes.price} num`}>{isTree(entry) && summary(entry)}</span>
                </span>
              </Accordion.Control>
              <Accordion.Panel>
                {opened === id && isTree(entry) && (
                  <>
                    <div className={classes.grid}>{children([field, id], entry)}</div>
                    {!readOnly && (
                      <Button
                        mt="md"
                        size="xs"
                        variant="subtle"
                        color="red"
                        leftSection={<IconTrash size={15} aria-hidden="true" />}
                        onClick={() => edit(document, [field, id], undefined)}
                      >
                        {t('remove', { id })}
                      </Button>
                    )}
                  </>
                )}
              </Accordion.Panel>
            </Accordion.Item>
          ))}
      </Accordion>
      {Object.keys(known).length === 0 && <p className={classes.quiet}>{t('noEntries')}</p>}
      {!readOnly && (
        <Add
          label={addLabel}
          known={known}
          onAdd={(id) => {
            edit(document, [field, id], fresh(id));
            setOpened(id);
          }}
        />
      )}
    </section>
  );
}

function Add({ label, known, onAdd }: { label: string; known: Tree; onAdd(id: string): void }) {
  const { t } = useTranslation('admin-credits');
  const [id, setId] = useState('');
  const [error, setError] = useState<string | null>(null);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!CONFIG_NAME.test(id)) return setError(t('checks.name'));
    if (Object.hasOwn(known, id)) return setError(t('checks.taken'));
    setError(null);
    setId('');
    onAdd(id);
  };
  return (
    <form onSubmit={add}>
      <Group align="flex-start" gap="xs">
        <TextInput
          aria-label={label}
          placeholder={label}
          value={id}
          error={error}
          w={240}
          maw="100%"
          onChange={(event) => setId(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" leftSection={<IconPlus size={15} aria-hidden="true" />}>
          {t('add')}
        </Button>
      </Group>
    </form>
  );
}
