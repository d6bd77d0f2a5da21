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
}

/** What was made, shown for real. */
export function ResultView({ result, prompt, onExpired }: Props) {
  const { t } = useTranslation();
  const { url, text, mimeType, simulated } = result;
  return (
    <figure className={classes.result} data-testid="result" data-mime={mimeType}>
      {text !== undefined && <div className={`${classes.text} break`}>{text}</div>}
      {url !== undefined && (
        <Media key={url} url={url} mimeType={mimeType} prompt={prompt} onExpired={onExpired} />
      )}
      <figcaption>
        <Group gap="xs">
          {url !== undefined && (
            <Button
              component="a"
              href={url}
              target="_blank"
              rel="noreferrer"
              download
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

function Media({
  url,
  mimeType,
  prompt,
  onExpired,
}: {
  url: string;
  mimeType: string;
  prompt: string;
  onExpired(): void;
}) {
  const { t } = useTranslation();
  const [broken, setBroken] = useState(false);
  const [loaded, setLoaded] = useState(false);
  if (broken) {
    return (
      <div className={classes.broken} role="alert">
        <p>{t('result.expired')}</p>
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
