import type { JobRun } from '@tollgate/contract/operations/job-run';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import figures from '../shared/figures/figures.module.css';
import { ago, count, span } from '../shared/figures/numbers.ts';
import classes from './health.module.css';
import { type JobState, jobStatesOf } from './jobs.ts';

/** When each scheduled job last ran, how that ended, and how late it is. */
export function Jobs({ runs, nowMs }: { runs: readonly (JobRun & { id: string })[]; nowMs: number }) {
  const { t } = useTranslation('admin-health');
  const heading = useId();
  return (
    <section className={`surface ${figures.panel}`} aria-labelledby={heading}>
      <header className={figures.head}>
        <div>
          <h2 id={heading} className={figures.title}>
            {t('jobs.title')}
          </h2>
          <p className={figures.hint}>{t('jobs.hint')}</p>
        </div>
      </header>
      <ul className={classes.jobs}>
        {jobStatesOf(runs, nowMs).map((job) => (
          <Job key={job.name} job={job} nowMs={nowMs} />
        ))}
      </ul>
    </section>
  );
}

function Job({ job: { name, schedule, run, lateMs, state }, nowMs }: { job: JobState; nowMs: number }) {
  const { t } = useTranslation('admin-health');
  const did = Object.entries(run?.did ?? {}).map(([what, times]) => `${what} ${count(times)}`);
  return (
    <li className={classes.job} data-testid={`job-${name}`} data-state={state}>
      <span className={classes.name}>
        <bdi className="break">{name}</bdi>
        <bdi className={figures.sub}>{schedule}</bdi>
      </span>
      <span className={classes.state} data-state={state}>
        {state === 'never'
          ? t('jobs.never')
          : state === 'late'
            ? t('jobs.late', { time: span(lateMs) })
            : t(`jobs.outcomes.${state}`)}
      </span>
      <span className={`${classes.run} num`}>
        {run === null ? (
          t('jobs.neverHint')
        ) : (
          <>
            {ago(run.startedAt, nowMs)}
            {run.endedAt !== null && ` · ${t('jobs.took', { time: span(run.endedAt - run.startedAt) })}`}
            {did.length > 0 && (
              <>
                {' · '}
                <bdi>{did.join(', ')}</bdi>
              </>
            )}
          </>
        )}
        {run?.error && <bdi className={`${classes.error} break`}>{run.error}</bdi>}
      </span>
    </li>
  );
}
