import * as z from 'zod';
import { atOrNever, atUnknown, textOrNone } from '../common/fields.schema.ts';
import { oneOf, schemaOf, stored } from '../common/stored.schema.ts';
import { INVARIANTS, JOB_OUTCOMES, type JobRun } from './job-run.ts';

const violationSchema = stored({
  invariant: oneOf(INVARIANTS),
  document: z.string(),
  message: z.string(),
});

export const jobRunSchema = schemaOf<JobRun>()(
  stored({
    startedAt: atUnknown,
    endedAt: atOrNever,
    outcome: oneOf(JOB_OUTCOMES),
    did: z.record(z.string(), z.int()).default({}),
    error: textOrNone,
    violations: z.array(violationSchema).default([]),
  }),
);
