import { Badge, Button, CopyButton, Group, Loader } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import type { GenerationResult } from '@tollgate/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './result-view.module.css';

interface Props {
  result: GenerationResult;
  /** What was asked for: the image's description for whoever can't see it. */
  prompt: string;
  /** Gets a fresh address: they are short-lived. */
  onExpired(): void;
  /** The address is a fresh one by now: what is not there is gone. */
  isRenewed?: boolean;
}

/** Hands a text to the browser as a file to keep. */
export async function saveText(text: string): Promise<void> {
  const { download } = await import('./csv.ts');
  download('tollgate.txt', text, 'text/plain;charset=utf-8');
}

/** What was made, shown for real. */
export function ResultView({ result, prompt, onExpired, isRenewed = false }: Props) {
  const { t } = useTranslation();
  const { url, text, mimeType, simulated } = result;
  return (
    <figure className={classes.result} data-testid="result" data-mime={mimeType}>
      {text !== undefined && <div className={`${classes.text} break`}>{text}</div>}
      {url !== undefined && (
        <Media
          key={url}
          url={url}
          mimeType={mimeType}
          prompt={prompt}
          onExpired={onExpired}
          isRenewed={isRenewed}
        />
      )}
      <figcaption>
        <Group gap="xs">
          {url !== undefined && (
            <Button
              component="a"
              href={url}
              target="_blank"
              rel="noreferrer"
              size="xs"
              variant="default"
              leftSection={<IconDownload size={15} aria-hidden="true" />}
            >
              {t('result.open')}
            </Button>
          )}
          {text !== undefined && (
            <CopyButton value={text}>
              {({ copied, copy }) => (
                <Button
                  size="xs"
                  variant="default"
                  onClick={copy}
                  leftSection={
                    copied ? (
                      <IconCheck size={15} aria-hidden="true" />
                    ) : (
                      <IconCopy size={15} aria-hidden="true" />
                    )
                  }
                >
                  {copied ? t('result.copied') : t('result.copy')}
                </Button>
              )}
            </CopyButton>
          )}
          {text !== undefined && (
            <Button
              size="xs"
              variant="default"
              onClick={() => void saveText(text)}
              leftSection={<IconDownload size={15} aria-hidden="true" />}
            >
              {t('result.save')}
            </Button>
          )}
          {simulated && (
            <Badge variant="default" radius="sm" tt="none" fw={500} title={t('result.simulatedHint')}>
              {t('result.simulated')}
            </Badge>
          )}
        </Group>
      </figcaption>
    </figure>
  );
}

interface MediaProps extends Required<Omit<Props, 'result'>> {
  url: string;
  mimeType: string;
}

function Media({ url, mimeType, prompt, onExpired, isRenewed }: MediaProps) {
  const { t } = useTranslation();
  const [broken, setBroken] = useState(false);
  const [loaded, setLoaded] = useState(false);
  if (broken) {
    return (
      <div className={classes.broken} role="alert">
        <p>{isRenewed ? t('result.gone') : t('result.expired')}</p>
        <Button size="xs" variant="default" onClick={onExpired}>
          {t('result.again')}
        </Button>
      </div>
    );
  }
  const onError = () => setBroken(true);
  if (mimeType.startsWith('image/')) {
    return (
      <div className={classes.frame} data-loaded={loaded || undefined}>
        {!loaded && <Loader aria-label={t('result.loading')} />}
        <img
          className={classes.image}
          src={url}
          alt={t('result.from', { prompt })}
          onLoad={() => setLoaded(true)}
          onError={onError}
        />
      </div>
    );
  }
  if (mimeType.startsWith('audio/')) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: what it says is the prompt, which stands beside it
      <audio
        className={classes.audio}
        src={url}
        controls
        aria-label={t('result.from', { prompt })}
        onError={onError}
      />
    );
  }
  if (mimeType.startsWith('video/')) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: generated clips have no captions
      <video
        className={classes.image}
        src={url}
        controls
        loop
        aria-label={t('result.from', { prompt })}
        onError={onError}
      />
    );
  }
  return <p>{t('result.ready', { type: mimeType })}</p>;
}
