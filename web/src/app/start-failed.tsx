import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { NoProject } from '../shared/config.ts';
import { preferredLanguage } from '../shared/language.ts';

/** Not in the files of words: one of the reasons to stand here is that those could not be downloaded. */
const WORDS = {
  en: {
    title: 'Tollgate can’t start',
    connection: 'What it needs could not be downloaded. Check your connection and try again.',
    noProject:
      'This site does not say which Firebase project it belongs to. On your own machine, “npm start” must be running; elsewhere it has to be deployed to Firebase Hosting.',
    again: 'Try again',
  },
  ar: {
    title: 'يتعذّر تشغيل Tollgate',
    connection: 'تعذّر تنزيل ما يلزم للتشغيل. تحقّق من اتصالك ثم حاول مرة أخرى.',
    noProject:
      'لا يذكر هذا الموقع مشروع Firebase الذي ينتمي إليه. على جهازك يجب أن يكون الأمر «npm start» قيد التشغيل، وفي غيره يجب نشر الموقع على Firebase Hosting.',
    again: 'حاول مرة أخرى',
  },
};

export function StartFailed({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const words = WORDS[preferredLanguage().code];
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack maw={460} role="alert">
        <Title order={1}>{words.title}</Title>
        <Text>{error instanceof NoProject ? words.noProject : words.connection}</Text>
        <Button onClick={onRetry} w="fit-content">
          {words.again}
        </Button>
      </Stack>
    </Center>
  );
}
