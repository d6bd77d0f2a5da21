import { Button, Group, Modal, Text } from '@mantine/core';

interface Props {
  title: string;
  question: string;
  action: string;
  opened: boolean;
  busy: boolean;
  danger?: boolean;
  onConfirm(): void;
  onClose(): void;
}

/** Asked before anything that moves credits or shuts somebody out. */
export const Confirm = ({ title, question, action, opened, busy, danger, onConfirm, onClose }: Props) => (
  <Modal
    opened={opened}
    onClose={onClose}
    title={title}
    centered
    closeOnClickOutside={!busy}
    closeOnEscape={!busy}
  >
    <Text className="break">{question}</Text>
    <Group justify="flex-end" mt="lg">
      <Button variant="default" onClick={onClose} disabled={busy}>
        Not now
      </Button>
      <Button color={danger ? 'red' : undefined} loading={busy} onClick={onConfirm} data-autofocus>
        {action}
      </Button>
    </Group>
  </Modal>
);
