import { ActionIcon, Modal, Progress, UnstyledButton } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import type { GenerationResult, LiveActivity } from '@tollgate/client';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { creditsOf } from '../../shared/activity-credits.ts';
import { ago, dateTime } from '../../shared/format.ts';
import { KIND_LOOKS, kindName } from '../../shared/kinds.ts';
import { ResultView, saveText } from '../../shared/result-view.tsx';
import classes from './recent.module.css';
import { type Loaded, useResult } from './use-result.ts';

/**
 * One result: what it looks like, and the way to look closer and to keep it. Asked for when it comes into
 * sight.
 */
export function MadeCard({ activity, nowMs }: { activity: LiveActivity; nowMs: number }) {
  const { t } = useTranslation('studio');
  const { activityId, promptPreview: prompt, createdAt, hasResult, progress } = activity;
  const { ref, inViewport } = useInViewport<HTMLLIElement>();
  const [wasSeen, setSeen] = useState(false);
  useEffect(() => {
    if (inViewport) setSeen(true);
  }, [inViewport]);
  const { loaded, renew } = useResult(activityId, wasSeen && hasResult);
  const [isOpen, setOpen] = useState(false);
  // Most are never looked at closer, and a dialog is dear to make.
  const [wasOpened, setOpened] = useState(false);
  const { amount, what } = creditsOf(activity);
  return (
    <li ref={ref} className={`surface ${classes.card}`} data-testid="made" data-status={activity.status}>
      {hasResult ? (
        <UnstyledButton
          className={classes.preview}
          onClick={() => {
            setOpened(true);
            setOpen(true);
          }}
        >
          <span className="visually-hidden">{t('recent.openThis', { prompt })}</span>
          <Preview activity={activity} loaded={loaded} onBroken={renew} />
        </UnstyledButton>
      ) : (
        <div className={classes.preview}>
          <Mark activity={activity} />
          <Progress
            className={classes.progress}
            value={Math.max(2, progress)}
            size="xs"
            aria-label={t('recent.progress', { percent: progress })}
          />
        </div>
      )}
      <div className={classes.body}>
        <div className={classes.words}>
          <span className={`${classes.prompt} clip`} title={prompt} dir="auto">
            {prompt}
          </span>
          <span className={`${classes.detail} num`}>
            <time title={dateTime(createdAt)}>{ago(createdAt, nowMs)}</time> · {amount} {what}
          </span>
        </div>
        {loaded.kind === 'ready' && <Keep result={loaded.result} prompt={prompt} />}
      </div>
      {wasOpened && (
        <Modal opened={isOpen} onClose={() => setOpen(false)} title={prompt} size="lg" centered>
          {loaded.kind === 'ready' && (
            <ResultView
              result={loaded.result}
              prompt={prompt}
              isRenewed={loaded.isRenewed}
              onExpired={renew}
            />
          )}
          {loaded.kind === 'gone' && <p>{t('recent.gone')}</p>}
          {loaded.kind === 'failed' && <p role="alert">{t('recent.failed')}</p>}
        </Modal>
      )}
    </li>
  );
}

function Mark({ activity: { aiType } }: { activity: LiveActivity }) {
  const { icon: Icon } = KIND_LOOKS[aiType];
  return (
    <span className={classes.mark} role="img" aria-label={kindName(aiType)}>
      <Icon size={28} stroke={1.4} />
    </span>
  );
}

interface PreviewProps {
  activity: LiveActivity;
  loaded: Loaded;
  onBroken(): void;
}

function Preview({ activity, loaded, onBroken }: PreviewProps) {
  const { t } = useTranslation('studio');
  // Once, with a fresh address; a file that is not there then is gone.
  const [isGone, setGone] = useState(false);
  if (loaded.kind === 'gone' || isGone) return <span className={classes.gone}>{t('recent.gone')}</span>;
  if (loaded.kind !== 'ready') return <Mark activity={activity} />;
  const { url, text, mimeType } = loaded.result;
  if (text !== undefined)
    return (
      <span className={classes.text} dir="auto">
        {text}
      </span>
    );
  if (!mimeType.startsWith('image/')) return <Mark activity={activity} />;
  return (
    <img
      src={url}
      alt=""
      className={classes.image}
      onError={() => (loaded.isRenewed ? setGone(true) : onBroken())}
    />
  );
}

function Keep({ result, prompt }: { result: GenerationResult; prompt: string }) {
  const { t } = useTranslation();
  const label = t('result.openThis', { prompt });
  const icon = <IconDownload size={17} aria-hidden="true" />;
  const { url, text } = result;
  if (text !== undefined) {
    return (
      <ActionIcon variant="default" size="lg" aria-label={label} onClick={() => void saveText(text)}>
        {icon}
      </ActionIcon>
    );
  }
  return (
    <ActionIcon
      variant="default"
      size="lg"
      component="a"
      href={url}
      target="_blank"
      rel="noreferrer"
      aria-label={label}
    >
      {icon}
    </ActionIcon>
  );
}
