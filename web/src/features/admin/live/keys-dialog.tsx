import { Kbd, Modal, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const KEYS = [
  ['move', ['↑', '↓']],
  ['ends', ['Home', 'End']],
  ['open', ['Enter']],
  ['search', ['/']],
  ['pause', ['Space']],
  ['close', ['Esc']],
  ['palette', ['⌘ K', 'Ctrl K']],
  ['help', ['?']],
] as const;

export function KeysDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTranslation('admin-live');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
      centered
    >
      <Table verticalSpacing="xs">
        <Table.Tbody>
          {KEYS.map(([what, keys]) => (
            <Table.Tr key={what}>
              <Table.Th scope="row" fw={400}>
                {t(`keys.${what}`)}
              </Table.Th>
              <Table.Td ta="end">
                {keys.map((key) => (
                  <Kbd key={key} ms={6}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
